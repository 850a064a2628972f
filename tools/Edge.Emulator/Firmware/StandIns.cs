using Edge.Emulator.Runtime;

namespace Edge.Emulator.Firmware;

/// <summary>
/// The board's types that the emulator stands in for. All others are looked up in .NET's core library, where they mean the same.
/// </summary>
internal static class StandIns
{
    /// <summary>Stand-ins by the full name of the board's type.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> ByBoardName = new Dictionary<string, Type>
    {
        ["System.Console"] = typeof(DebugPort),
        ["System.Environment"] = typeof(BoardEnvironment),
        ["System.Random"] = typeof(BoardRandom),
        ["System.Threading.Thread"] = typeof(BoardThread),
        ["System.IO.Ports.SerialPort"] = typeof(SerialPort),
        ["System.IO.Ports.Handshake"] = typeof(Handshake),
        ["System.IO.Ports.Parity"] = typeof(Parity),
        ["System.IO.Ports.StopBits"] = typeof(StopBits),
        ["nanoFramework.Hardware.Esp32.Configuration"] = typeof(Configuration),
        ["nanoFramework.Hardware.Esp32.DeviceFunction"] = typeof(DeviceFunction),
        ["nanoFramework.Hardware.Esp32.HighResTimer"] = typeof(HighResTimer),
        ["nanoFramework.Runtime.Native.GC"] = typeof(BoardCollector),
        ["nanoFramework.Runtime.Native.SystemInfo"] = typeof(SystemInfo),
    };
}
