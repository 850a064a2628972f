namespace Edge.Experiments.Data.Matlab;

/// <summary>A numeric variable of a MATLAB file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Elements">Elements as numbers, column after column, [Rows * Columns].</param>
internal sealed record MatVariable(string Name, int Rows, int Columns, double[] Elements)
{
    /// <summary>An element.</summary>
    public double this[int row, int column] => Elements[(column * Rows) + row];
}
