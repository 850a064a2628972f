using Edge.Reports.Gradients;
using Edge.Reports.Observations;

namespace Edge.Reports.Reproduction;

/// <summary>The norms of the gradients over all runs of a reproduction.</summary>
/// <param name="Points">Points at the drawn epochs.</param>
/// <param name="Findings">What was observed over all measured epochs.</param>
public sealed record ReproducedGradients(IReadOnlyList<GradientPoint> Points, IReadOnlyList<Finding> Findings);
