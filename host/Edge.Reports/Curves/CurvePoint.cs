using Edge.Reports.Statistics;

namespace Edge.Reports.Curves;

/// <summary>A value at one epoch, over all runs.</summary>
/// <param name="Epoch">Epochs trained.</param>
/// <param name="Value">The value.</param>
/// <param name="Hollow">Whether the marker is hollow: a saturated value.</param>
/// <param name="Text">What is shown when the point is pointed at.</param>
internal sealed record CurvePoint(int Epoch, Summary Value, bool Hollow, string Text);
