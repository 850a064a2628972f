using Edge.Reports.Observations;

namespace Edge.Reports.Reproduction;

/// <summary>Everything the page of a reproduction shows. All text may hold any characters.</summary>
/// <param name="Title">Title of the page.</param>
/// <param name="Facts">What was run, in the order shown.</param>
/// <param name="AccuracyOf">What the accuracies are those of, for example <c>the integer model</c>.</param>
/// <param name="Metrics">Accuracy and loss at the drawn epochs.</param>
/// <param name="Planes">The planes, at least one.</param>
/// <param name="Forms">How this form of the experiment differs from another; null where there is only one.</param>
public sealed record ReproductionContent(
    string Title,
    IReadOnlyList<KeyValuePair<string, string>> Facts,
    string AccuracyOf,
    IReadOnlyList<MetricsPoint> Metrics,
    IReadOnlyList<ReproducedPlane> Planes,
    FormComparison? Forms)
{
    /// <summary>What the losses are, a sentence; empty for nothing said.</summary>
    public string LossOf { get; init; } = "";

    /// <summary>Norms of the gradients; null where they were not recorded.</summary>
    public ReproducedGradients? Gradients { get; init; }
}
