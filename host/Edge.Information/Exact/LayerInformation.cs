namespace Edge.Information.Exact;

/// <summary>What a layer's codes T tell of the input X and the label Y on a set of rows, exact for the distribution that the rows are.</summary>
/// <param name="HT">H(T) in bits.</param>
/// <param name="IXT">I(X;T) in bits; equals H(T) wherever T is a function of X.</param>
/// <param name="ITY">I(T;Y) in bits.</param>
/// <param name="Distinct">Number of distinct code words on rows of weight above zero.</param>
/// <param name="Saturated">True where I(X;T) is at least <see cref="SaturationShare"/> of H(X).</param>
public readonly record struct LayerInformation(double HT, double IXT, double ITY, long Distinct, bool Saturated)
{
    /// <summary>
    /// The share of H(X) from which on I(X;T) counts as saturated: the codes then tell nearly every input from every other, the number is
    /// exact for these rows and would grow with more of them.
    /// </summary>
    public const double SaturationShare = 0.995;
}
