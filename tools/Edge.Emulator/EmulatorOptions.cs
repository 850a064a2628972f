using Edge.Emulator.Metering;

namespace Edge.Emulator;

/// <summary>How an emulator is to run.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The firmware assembly.</summary>
    public required string FirmwarePath { get; init; }

    /// <summary>Name of the board.</summary>
    public required string Board { get; init; }

    /// <summary>The board's heap in bytes; null: what such a board usually has.</summary>
    public uint? HeapBytes { get; init; }

    /// <summary>A symbolic link to make to the port; null: none.</summary>
    public string? LinkPath { get; init; }

    /// <summary>True where instructions are counted and time is virtual.</summary>
    public bool Metered { get; init; }

    /// <summary>True where the counts are also divided among layers.</summary>
    public bool CountsLayers { get; init; }

    /// <summary>Speed of the line in bauds, whatever the firmware sets; null: what it sets.</summary>
    public int? Bauds { get; init; }

    /// <summary>True where bytes take as long as on a serial line; where instructions are counted, computing takes its time too.</summary>
    public bool RealTimeUart { get; init; }

    /// <summary>Instructions that metered firmware may run without a look at port, clock or thread.</summary>
    public long WatchdogInstructions { get; init; } = Watchdog.DefaultInstructions;
}
