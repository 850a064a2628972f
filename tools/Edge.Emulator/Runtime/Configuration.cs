using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Hardware.Esp32.Configuration.</summary>
public static class Configuration
{
    /// <summary>Gives a pin a function.</summary>
    /// <exception cref="ArgumentException">Flash or PSRAM of the emulated board is wired to the pin.</exception>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        EmulatedDevice device = EmulatedDevice.Current;
        device.CheckReset();
        if (device.Board.IsTaken(pin))
        {
            throw new ArgumentException($"pin {pin} of {device.Board.Name} is wired to flash or PSRAM");
        }

        device.FunctionPins[(int)value] = pin;
    }

    /// <summary>The pin of a function, -1 where it has none.</summary>
    public static int GetFunctionPin(DeviceFunction function) =>
        EmulatedDevice.Current.FunctionPins.TryGetValue((int)function, out int pin) ? pin : -1;
}
