namespace Edge.Information.Binned;

/// <summary>Two neighbouring layers of which the later has more information than the earlier, which no data processing can do.</summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Epoch">Epochs trained.</param>
/// <param name="Device">What computed the codes.</param>
/// <param name="Rows">Row set.</param>
/// <param name="Earlier">Name of the layer nearer the input.</param>
/// <param name="Later">Name of the next recorded layer.</param>
/// <param name="Quantity">Which information.</param>
/// <param name="Before">Information of the earlier layer, in bits.</param>
/// <param name="After">Information of the later layer, in bits.</param>
public sealed record DataProcessingBreak(
    int Run,
    int Epoch,
    string Device,
    string Rows,
    string Earlier,
    string Later,
    PlaneQuantity Quantity,
    double Before,
    double After)
{
    /// <summary>After - Before, in bits.</summary>
    public double Excess => After - Before;
}
