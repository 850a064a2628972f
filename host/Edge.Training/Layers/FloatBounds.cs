namespace Edge.Training.Layers;

/// <summary>Least and largest of some floats; NaN among them does not count.</summary>
/// <param name="Lower">Least; +infinity where there are none.</param>
/// <param name="Upper">Largest; -infinity where there are none.</param>
internal readonly record struct FloatBounds(float Lower, float Upper);
