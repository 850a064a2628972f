namespace Edge.Devices.Emulation;

/// <summary>Which emulator to start, and what it runs.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The board where none is named: one whose heap has room for every preset's network.</summary>
    public const string DefaultBoard = "ESP32_PSRAM_REV3";

    /// <summary>
    /// The emulator, <c>Edge.Emulator.dll</c> or an executable; null: the one in the folder <c>emulator</c> beside this program.
    /// </summary>
    public string? EmulatorPath { get; init; }

    /// <summary>
    /// The firmware assembly; null: <c>Edge.Firmware.dll</c> in the folder <c>firmware</c> beside this program, else beside the emulator.
    /// </summary>
    public string? FirmwarePath { get; init; }

    /// <summary>Board to emulate, by the emulator's names; null: <see cref="DefaultBoard"/>.</summary>
    public string? Board { get; init; }

    /// <summary>True where the emulator is to count instructions by layer; time on its board is then counted time.</summary>
    public bool CountsLayers { get; init; }

    /// <summary>
    /// Speed in bauds of a line that takes as long as a real one, on a board that computes as long as one would by the emulator's cost
    /// model; null: both are as fast as this computer.
    /// </summary>
    public int? RealTimeBauds { get; init; }

    /// <summary>
    /// Longest time in milliseconds until the emulator names its port; starting a .NET process on a busy machine takes seconds.
    /// </summary>
    public int StartMilliseconds { get; init; } = 60_000;
}
