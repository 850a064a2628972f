using Edge.Information;
using Edge.Reports;
using Edge.Reports.Observations;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Reproduction;

/// <summary>One series on one row set, filled run by run: points at the drawn epochs, observations over all measured ones.</summary>
internal sealed class PlaneInRuns(string series, string rows, IReadOnlyList<PaperClaim> claims, double stuckBelow)
{
    private readonly ObservationSet observations = new(claims, stuckBelow);
    private readonly List<PlanePoint> points = [];
    private int measured;

    /// <summary>Name of the series.</summary>
    public string Series => series;

    /// <summary>Name of the row set.</summary>
    public string Rows => rows;

    /// <summary>Points of all runs at the drawn epochs.</summary>
    public IReadOnlyList<PlanePoint> Points => points;

    /// <summary>Adds a run.</summary>
    public void Add(RunTrace run, IEnumerable<PlanePoint> drawn)
    {
        observations.Add(run);
        points.AddRange(drawn);
        measured = run.Epochs.Length;
    }

    /// <summary>What all runs gave.</summary>
    public ReproducedPlane Result(string name, string description) =>
        new(series, rows, new NetworkReport(name, description, [], points, []), measured, observations.Results());
}
