namespace Edge.Training.Evaluation;

/// <summary>How pass (b), floats, and pass (c), integers, agree on the codes of one layer.</summary>
/// <param name="Layer"><c>dense1</c>, ..., <c>logits</c>.</param>
/// <param name="Codes">Codes compared: rows times neurons.</param>
/// <param name="Disagreements">Codes that differ when both passes run from the input on.</param>
/// <param name="OwnDisagreements">Codes that differ when pass (b) is given the integer codes of the layer before: those that the layer
/// itself causes.</param>
/// <param name="LargestDistance">
/// Over the layer's own disagreements, the largest distance of the accumulator from the exact threshold between the two codes, in units of
/// the accumulator (one integer step is 1); 0 where there are none.
/// </param>
public sealed record LayerComparison(string Layer, long Codes, long Disagreements, long OwnDisagreements, double LargestDistance);
