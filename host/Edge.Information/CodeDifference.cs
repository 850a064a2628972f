namespace Edge.Information;

/// <summary>One code in which two tables differ.</summary>
/// <param name="Row">Row in the tables, from 0.</param>
/// <param name="RowId">Identity of the row in its data set.</param>
/// <param name="Layer">Position of the layer, from 1.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="Neuron">Neuron, from 0.</param>
/// <param name="Left">The code in the first table.</param>
/// <param name="Right">The code in the second table.</param>
public sealed record CodeDifference(int Row, long RowId, int Layer, string Name, int Neuron, uint Left, uint Right);
