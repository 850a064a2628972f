namespace Edge.Devices.Serial;

/// <summary>A serial port of this machine.</summary>
/// <param name="Path">What to open: <c>/dev/ttyUSB0</c>, <c>/dev/cu.usbserial-1</c>, <c>COM3</c>.</param>
/// <param name="StablePath">A name that stays the same when ports are plugged in another order (/dev/serial/by-id), or null.</param>
/// <param name="Description">Maker and product as the USB device names itself, with its ids; empty where unknown.</param>
public sealed record PortInfo(string Path, string? StablePath, string Description);
