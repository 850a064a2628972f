namespace Edge.Emulator.Devices;

/// <summary>Unwinds the firmware's Main when the device is reset: thrown by every stand-in that the firmware calls.</summary>
internal sealed class DeviceResetException : Exception
{
}
