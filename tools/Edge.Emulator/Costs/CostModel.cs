using System.Text.Json;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Costs;

/// <summary>
/// What instructions cost an interpreting board: a weight per class, and weights per second. A data file with a source for every figure
/// says them; nearly all are uncertain.
/// </summary>
public sealed class CostModel
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNameCaseInsensitive = true };

    private CostModel(CostFile file, CostFigure[] classes)
    {
        Machine = file.Machine;
        UnitsPerSecond = file.UnitsPerSecond;
        Classes = classes;
        Timings = file.Fit?.Timings ?? [];
    }

    /// <summary>The model of an ESP32 at 240 MHz, from the file that lies in the emulator.</summary>
    public static CostModel Esp32 { get; } = ReadBuiltIn("esp32.json");

    /// <summary>The machine that the figures are for.</summary>
    public string Machine { get; }

    /// <summary>Units of cost that the machine takes in a second.</summary>
    public CostFigure UnitsPerSecond { get; }

    /// <summary>Cost of one instruction of every class, in units, [<see cref="InstructionClasses.Count"/>].</summary>
    public IReadOnlyList<CostFigure> Classes { get; }

    /// <summary>What classes were fitted to, with what the fit leaves over; none where nothing was fitted.</summary>
    public IReadOnlyList<TimingFit> Timings { get; }

    /// <summary>Units that so many instructions of every class cost.</summary>
    /// <param name="counts">Instructions, [<see cref="InstructionClasses.Count"/>].</param>
    public double Units(IReadOnlyList<long> counts) => Classes.Select((figure, c) => figure.Value * counts[c]).Sum();

    /// <summary>Reads a cost file.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="EmulatorException">A class is missing, named twice or unknown, or a figure is not within its range.</exception>
    public static CostModel Read(string json, string name)
    {
        try
        {
            CostFile file = JsonSerializer.Deserialize<CostFile>(json, Format) ?? throw new JsonException("it is empty");
            CostFigure[] classes = [.. Enum.GetNames<InstructionClass>().Select(kind => Single(file.Classes, kind))];
            CostFigure? wrong = classes.Append(file.UnitsPerSecond).FirstOrDefault(figure => !figure.IsSound);
            return wrong is not null
                ? throw new JsonException($"the figure {wrong.Value} is not between {wrong.Least} and {wrong.Most}, or it has no source")
                : file.Classes.Length > classes.Length
                ? throw new JsonException("it names a class that there is not")
                : new CostModel(file, classes);
        }
        catch (JsonException e)
        {
            throw new EmulatorException($"{name}: this is no file of costs: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static CostFigure Single(ClassCost[] costs, string kind)
    {
        ClassCost[] named = [.. costs.Where(cost => cost.Class.Equals(kind, StringComparison.OrdinalIgnoreCase))];
        return named.Length == 1 ? named[0] : throw new JsonException($"it names the class {kind} {named.Length} times");
    }

    private static CostModel ReadBuiltIn(string name)
    {
        using Stream stream = typeof(CostModel).Assembly.GetManifestResourceStream(typeof(CostModel), name)!;
        using StreamReader reader = new(stream);
        return Read(reader.ReadToEnd(), name);
    }

    private sealed record CostFile
    {
        public required string Machine { get; init; }

        public required CostFigure UnitsPerSecond { get; init; }

        public required ClassCost[] Classes { get; init; }

        public CostFit? Fit { get; init; }
    }

    private sealed record CostFit
    {
        public required TimingFit[] Timings { get; init; }
    }

    private sealed record ClassCost : CostFigure
    {
        public required string Class { get; init; }
    }
}
