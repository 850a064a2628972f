namespace Edge.Devices.Profiling;

/// <summary>What a model takes of a board: instructions counted in the firmware's own IL, bytes counted on the line, memory.</summary>
public sealed record ModelProfile
{
    /// <summary>Start, eight data bits, stop.</summary>
    public const int BitsPerByte = 10;

    /// <summary>The board.</summary>
    public required EmulatorBoard Board { get; init; }

    /// <summary>The machine that the costs are for.</summary>
    public required string Machine { get; init; }

    /// <summary>Name and version of the firmware assembly.</summary>
    public required string Firmware { get; init; }

    /// <summary>Bytes of the firmware assembly; its .pe on the board is smaller.</summary>
    public required int FirmwareBytes { get; init; }

    /// <summary>Bytes of IL in the firmware's methods.</summary>
    public required int FirmwareCodeBytes { get; init; }

    /// <summary>Rows that were run to count.</summary>
    public required int Rows { get; init; }

    /// <summary>Layers from the input on, softmax, packing, framing.</summary>
    public required IReadOnlyList<ProfilePart> Parts { get; init; }

    /// <summary>
    /// Instructions of every class per row while the firmware's own clock runs, which STATS reports: all but framing.
    /// </summary>
    public required double[] Computing { get; init; }

    /// <summary>Bytes per row that the board receives: requests, and inputs that do not count.</summary>
    public required double BytesIn { get; init; }

    /// <summary>Bytes per row that the board sends.</summary>
    public required double BytesOut { get; init; }

    /// <summary>Heap that the model and what it is run with hold, in bytes: by how much less STATS says is free.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Most heap that it takes on the way there, in bytes: while it is loaded its content comes on top.</summary>
    public required long PeakHeapBytes { get; init; }

    /// <summary>Heap that the firmware leaves free on the board, in bytes.</summary>
    public required long FreeHeapBytes { get; init; }

    /// <summary>Bytes of model content.</summary>
    public required int ContentBytes { get; init; }

    /// <summary>What instructions cost, and how fast the board is.</summary>
    public required InstructionTimes Times { get; init; }

    /// <summary>Instructions of every class per row, over all parts.</summary>
    public double[] WholeRow => Sum(Parts.Select(part => part.Counts));

    /// <summary>Microseconds per row on a line of so many bauds, both ways.</summary>
    public double WireMicroseconds(int bauds) => WireMicroseconds(BytesIn + BytesOut, bauds);

    /// <summary>Microseconds of so many bytes on a line of so many bauds.</summary>
    public static double WireMicroseconds(double bytes, int bauds) => bytes * BitsPerByte * 1e6 / bauds;

    /// <summary>
    /// Rows per second of a long RUN: the firmware computes a frame while it sends the one before, so that the slower of the two decides
    /// (within a tenth of the emulator's virtual time).
    /// </summary>
    public CostRange RowsPerSecond(int bauds) => Times.Microseconds(WholeRow).AtLeast(WireMicroseconds(bauds)).Into(1e6);

    /// <summary>Rows per second if a row were one part alone, computed and sent side by side; without end where it takes no time.</summary>
    public CostRange RowsPerSecond(ProfilePart part, int bauds)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Times.Microseconds(part.Counts).AtLeast(WireMicroseconds(part.WireBytes, bauds)).Into(1e6);
    }

    /// <summary>Sums of instructions, class by class.</summary>
    internal static double[] Sum(IEnumerable<double[]> counts) => counts.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
}
