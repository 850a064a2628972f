using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>What rewritten firmware calls where a board would not go on as .NET does.</summary>
public static class BoardFaults
{
    /// <summary>An integer was divided by zero: a board throws an exception of no finer type.</summary>
    /// <exception cref="Exception">Always.</exception>
    public static void DivisionByZero() => throw new Exception("integer division by zero");

    /// <summary>The least integer was divided by -1: a board crashes.</summary>
    public static void DivisionOverflow() =>
        EmulatedDevice.Current.Halt("the board would crash: the least integer divided by -1");

    /// <summary>Somebody wants the firmware's attention in the middle of a loop: a reset, or the watchdog.</summary>
    public static void Attention() => EmulatedDevice.Current.CheckReset();
}
