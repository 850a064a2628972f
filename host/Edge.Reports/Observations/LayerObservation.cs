namespace Edge.Reports.Observations;

/// <summary>An observation that asks the same of every layer.</summary>
public abstract class LayerObservation : Observation
{
    private readonly List<IReadOnlyList<LayerPhases>> runs = [];

    /// <summary>Layers from the input on.</summary>
    protected IEnumerable<string> Layers => runs[0].Select(layer => layer.Layer);

    /// <summary>Name of the last hidden layer.</summary>
    protected string LastHidden { get; private set; } = "";

    /// <inheritdoc/>
    protected override void Look(RunTrace run)
    {
        LastHidden = run.LastHidden;
        runs.Add(LayerPhases.Of(run));
    }

    /// <summary>A layer in all runs.</summary>
    protected LayerPhases[] InRuns(string layer) => [.. runs.Select(run => run.First(phases => phases.Layer == layer))];
}
