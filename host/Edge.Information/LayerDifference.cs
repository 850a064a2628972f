namespace Edge.Information;

/// <summary>How much of one layer differs between two tables.</summary>
/// <param name="Layer">Position of the layer, from 1.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="Rows">Rows with at least one different code.</param>
/// <param name="Codes">Codes that differ.</param>
public sealed record LayerDifference(int Layer, string Name, int Rows, long Codes);
