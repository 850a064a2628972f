namespace Edge.Information.Exact;

/// <summary>What a layer came to on a set of rows.</summary>
/// <param name="Entropy">H(T) in units of 2^-56 bit.</param>
/// <param name="LabelJoint">H(T,Y) in units of 2^-56 bit.</param>
/// <param name="Distinct">Number of distinct code words.</param>
internal readonly record struct ChainResult(long Entropy, long LabelJoint, int Distinct)
{
    /// <summary>In bits, of a layer that is a function of the input.</summary>
    /// <param name="population">The rows.</param>
    public LayerInformation On(Population population) => On(population, Entropy);

    /// <summary>In bits.</summary>
    /// <param name="population">The rows.</param>
    /// <param name="aboutInput">I(X;T) in units of 2^-56 bit.</param>
    public LayerInformation On(Population population, long aboutInput) => new(
        Entropy * RowMeasure.BitsPerUnit,
        Math.Max(0, aboutInput) * RowMeasure.BitsPerUnit,
        Math.Max(0, Entropy + population.LabelEntropyUnits - LabelJoint) * RowMeasure.BitsPerUnit,
        Distinct,
        aboutInput >= population.InputEntropyUnits * LayerInformation.SaturationShare);
}
