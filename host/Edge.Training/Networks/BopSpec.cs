namespace Edge.Training.Networks;

/// <summary>
/// Bop (Helwegen et al. 2019, Algorithm 1): binary weights without latents. With g the gradient by the binary weight and
/// m = (1 - Gamma) m + Gamma g, a weight flips where |m| exceeds the threshold and m has the sign of the weight.
/// </summary>
public sealed record BopSpec
{
    /// <summary>What |m| must exceed for a flip, 0 or more. Helwegen et al. and larq: 1e-8.</summary>
    public double Threshold { get; init; } = 1e-8;

    /// <summary>Share of the newest gradient in m, above 0 up to 1. Helwegen et al. and larq: 1e-4.</summary>
    public double Gamma { get; init; } = 1e-4;
}
