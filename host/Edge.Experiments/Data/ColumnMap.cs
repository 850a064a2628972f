namespace Edge.Experiments.Data;

/// <summary>What the codes of one input column stand for: the value of code c is Offset + Scale * c.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Offset">Value of code 0, in the column's own unit.</param>
/// <param name="Scale">Distance of the values of neighbouring codes, above 0; 1 for a constant column.</param>
/// <param name="Minimum">Smallest value in the table that the map was made from.</param>
/// <param name="Maximum">Largest value in that table.</param>
public sealed record ColumnMap(string Column, double Offset, double Scale, double Minimum, double Maximum)
{
    /// <summary>Value that a code stands for, in the column's own unit.</summary>
    public double Value(int code) => Offset + (Scale * code);
}
