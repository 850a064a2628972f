using Edge.Firmware.Boards;

namespace Edge.Flashing.Boards;

/// <summary>A board as it is flashed: a target of nanoFramework's firmware and where that keeps the application.</summary>
/// <param name="Target">Name of the target, such as <c>ESP32_REV3</c>.</param>
/// <param name="DeploymentAddress">Where the deployment partition begins, in bytes from the start of the flash.</param>
/// <param name="PartitionBytes">Bytes of the deployment partition by megabytes of flash.</param>
public sealed record FlashBoard(string Target, int DeploymentAddress, IReadOnlyDictionary<int, int> PartitionBytes)
{
    /// <summary>Flash of most modules, in megabytes.</summary>
    public const int UsualFlash = 4;

    /// <summary>The pins that the firmware's line is on, from the firmware's own table.</summary>
    public BoardPins Pins => BoardTable.Find(Target);

    /// <summary>Board and flash in words, such as <c>ESP32_REV3 with 4 MB of flash</c>.</summary>
    public string Describe(int flashMegabytes) => $"{Target} with {flashMegabytes} MB of flash";

    /// <summary>How to connect a 3.3 V USB-UART adapter to the firmware's line.</summary>
    public string Wiring =>
        $"GPIO{Pins.TransmitPin} to the adapter's RX, GPIO{Pins.ReceivePin} to its TX, GND to GND, 3.3 V signals, {Pins.Bauds} baud";
}
