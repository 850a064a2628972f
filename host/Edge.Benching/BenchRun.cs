using Edge.Benching.References;
using Edge.Experiments.Data;

namespace Edge.Benching;

/// <summary>What the benches of one call share: how long they may take, the machine's peak, and what they found.</summary>
internal sealed class BenchRun
{
    private readonly List<BenchResult> results = [];
    private readonly List<Growth> growth = [];
    private readonly List<EngineSpeed> engines = [];
    private readonly List<string> notes = [];
    private readonly BenchMachine machine;
    private readonly Stopwatching watch;
    private string bench = "";

    /// <summary>Measures the machine.</summary>
    public BenchRun(bool quick, CancellationToken cancellation)
    {
        Quick = quick;
        Cancellation = cancellation;
        watch = new Stopwatching(quick ? 0.12 : 0.8);
        machine = BenchMachine.Of(MultiplyAddPeak.Measure());
    }

    /// <summary>Whether to be done within seconds.</summary>
    public bool Quick { get; }

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>All 4096 rows of the synthetic experiment.</summary>
    public DataSet Data { get; } = DataSetCatalogue.Open("szt");

    /// <summary>What was found so far.</summary>
    public BenchReport Report => new(machine, results, growth, engines, notes);

    /// <summary>Results from here on belong to this bench.</summary>
    public BenchRun Begin(string name)
    {
        bench = name;
        return this;
    }

    /// <summary>Median seconds of works done by turns.</summary>
    public double[] Medians(params Action[] works)
    {
        Cancellation.ThrowIfCancellationRequested();
        return watch.Medians(works);
    }

    /// <summary>Least seconds of a work.</summary>
    public double Least(Action work)
    {
        Cancellation.ThrowIfCancellationRequested();
        return watch.Least(work)[0];
    }

    /// <summary>Times work beside a reference.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="unit">Unit of the result.</param>
    /// <param name="perSecond">From seconds to the unit: a factor.</param>
    /// <param name="work">The work.</param>
    /// <param name="reference">Name of the reference.</param>
    /// <param name="same">The same work by the reference.</param>
    public void Compare(string name, string unit, double perSecond, Action work, string reference, Action same)
    {
        double[] seconds = Medians(work, same);
        Add(name, seconds[0] * perSecond, unit, reference, seconds[1] * perSecond);
    }

    /// <summary>Adds a result.</summary>
    public void Add(string name, double value, string unit, string? reference, double? referenceValue)
    {
        Cancellation.ThrowIfCancellationRequested();
        results.Add(new BenchResult(bench, name, value, unit, reference, referenceValue));
    }

    /// <summary>Adds how time grows.</summary>
    public void Add(Growth found) => growth.Add(found);

    /// <summary>Adds an engine's cost.</summary>
    public void Add(EngineSpeed found) => engines.Add(found);

    /// <summary>Adds a line to read.</summary>
    public void Note(string line) => notes.Add(line);
}
