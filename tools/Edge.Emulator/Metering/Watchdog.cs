namespace Edge.Emulator.Metering;

/// <summary>
/// Ends firmware that computes for too long without looking at its port, its clock or its thread. Expiry is by instructions, so that no
/// machine is too slow for a firmware that another lets pass.
/// </summary>
public sealed class Watchdog
{
    /// <summary>Instructions where none are named: five minutes and more on an ESP32.</summary>
    public const long DefaultInstructions = 1_000_000_000;

    private readonly Meter meter;
    private long fed;

    /// <summary>A watchdog that lets so many instructions pass.</summary>
    public Watchdog(Meter meter, long instructions)
    {
        this.meter = meter;
        Instructions = instructions;
        fed = meter.Instructions;
    }

    /// <summary>Instructions that it lets pass between two calls of a stand-in.</summary>
    public long Instructions { get; }

    /// <summary>True where more have passed.</summary>
    public bool IsExpired => meter.Instructions - Volatile.Read(ref fed) > Instructions;

    /// <summary>Begins to count anew.</summary>
    public void Feed() => Volatile.Write(ref fed, meter.Instructions);
}
