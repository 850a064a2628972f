using System.Text.Json;

namespace Edge.Devices.Profiling;

/// <summary>What the emulator has counted so far, and what it says of costs.</summary>
internal sealed record EmulatorCounts
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>The machine that the costs are for.</summary>
    public required string Machine { get; init; }

    /// <summary>Units of cost per second.</summary>
    public required CostRange UnitsPerSecond { get; init; }

    /// <summary>Units of cost of an instruction of every class.</summary>
    public required InstructionCost[] Classes { get; init; }

    /// <summary>Name and version of the firmware assembly.</summary>
    public required string Firmware { get; init; }

    /// <summary>Bytes of the firmware assembly.</summary>
    public required int AssemblyBytes { get; init; }

    /// <summary>Bytes of IL in its methods.</summary>
    public required int CodeBytes { get; init; }

    /// <summary>Instructions of every class by part of the work.</summary>
    public required SectionCounts[] Sections { get; init; }

    /// <summary>Reads the emulator's line.</summary>
    /// <exception cref="DeviceException">It is none.</exception>
    public static EmulatorCounts Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<EmulatorCounts>(line, Format) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new DeviceException("the emulator says what it has counted in a way that this edge does not know; use the one that belongs to it", e);
        }
    }

    /// <summary>Instructions of every class since an earlier count, per row.</summary>
    /// <param name="earlier">The earlier count of the same emulator.</param>
    /// <param name="section">Part of the work.</param>
    /// <param name="layer">Layer, or -1.</param>
    /// <param name="rows">Rows in between.</param>
    public double[] PerRow(EmulatorCounts earlier, string section, int layer, int rows)
    {
        long[] now = Of(section, layer);
        long[] before = earlier.Of(section, layer);
        return [.. now.Select((count, c) => (double)(count - before[c]) / rows)];
    }

    private long[] Of(string section, int layer) =>
        Sections.FirstOrDefault(counts => counts.Section == section && counts.Layer == layer)?.Counts ?? new long[Classes.Length];

    /// <summary>Instructions of every class in a part of the work; layer -1 where it is no layer.</summary>
    internal sealed record SectionCounts(string Section, int Layer, long[] Counts);
}
