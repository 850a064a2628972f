namespace Edge.Emulator.Runtime;

/// <summary>Stand-in for nanoFramework.Hardware.Esp32.DeviceFunction: 0x30000 + 0x100 * port + {0: TX, 1: RX, 2: RTS, 3: CTS}.</summary>
public enum DeviceFunction
{
    /// <summary>Base of the serial functions; not one itself.</summary>
    Serial = 0x30000,
}
