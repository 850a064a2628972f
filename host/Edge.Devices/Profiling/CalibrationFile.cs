using System.Text.Json;
using Edge.Files;

namespace Edge.Devices.Profiling;

/// <summary>Measurements of boards, kept as JSON.</summary>
public static class CalibrationFile
{
    /// <summary>The file where none is named.</summary>
    public const string DefaultName = "edge-calibration.json";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads the measurements of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">Classes of instructions that there are.</param>
    /// <exception cref="InvalidDataException">It is no such file, or was made with other classes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<BoardMeasurement> Read(string path, IReadOnlyList<InstructionCost> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        try
        {
            Content content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Format) ?? throw new JsonException();
            BoardMeasurement[] measurements = [.. content.Measurements.OfType<BoardMeasurement>()];
            if (measurements.Length < content.Measurements.Length)
            {
                throw new JsonException();
            }

            return content.Classes.SequenceEqual(classes.Select(cost => cost.Class)) && Array.TrueForAll(measurements, m => m.IsSound(classes.Count))
                ? measurements
                : throw new InvalidDataException($"{path}: made for other classes of instructions, or altered; calibrate again into a new file");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{path}: this is no calibration; name the file that edge profile --calibrate wrote", e);
        }
    }

    /// <summary>Writes measurements.</summary>
    /// <exception cref="IOException">It cannot be written; a file that was there is untouched.</exception>
    public static void Write(string path, IReadOnlyList<BoardMeasurement> measurements, IReadOnlyList<InstructionCost> classes)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        Content content = new() { Classes = [.. classes.Select(cost => cost.Class)], Measurements = [.. measurements] };
        AtomicFile.WriteText(path, JsonSerializer.Serialize(content, Format) + "\n");
    }

    private sealed record Content
    {
        public required string[] Classes { get; init; }

        public required BoardMeasurement?[] Measurements { get; init; }
    }
}
