namespace Edge.Experiments.Traces;

/// <summary>
/// A way of turning layers into discrete words, and the layers it was applied to: exact codes, outputs of batch normalization, or a binning
/// under the name that <see cref="Edge.Information.Binned.BinningSpec.Name"/> gives it.
/// </summary>
/// <param name="Name">Name of the series.</param>
/// <param name="Layers">Names of its layers from the input on.</param>
public sealed record TracedSeries(string Name, IReadOnlyList<string> Layers)
{
    /// <summary>Exact: the codes of the integer model.</summary>
    public const string Codes = Edge.Information.PlanePoint.CodesSeries;

    /// <summary>Exact: what a network in float arithmetic computes, fake-quantized activations by their level, others by their bit patterns.</summary>
    public const string Values = "values";

    /// <summary>Exact: the outputs of batch normalization.</summary>
    public const string BatchNorm = "batch-norm";
}
