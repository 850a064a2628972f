namespace Edge.Training.Optimizers;

/// <summary>
/// How the gradients of a layer's weights vary over the batches of an epoch. Every weight has a mean and a (biased) variance over the
/// batches; the norms are Euclidean, over the weights. Shwartz-Ziv and Tishby 2017 plot MeanNorm / WeightNorm and DeviationNorm / WeightNorm;
/// Raj et al. 2020, fig. 2, the norms of mean and variance.
/// </summary>
/// <param name="Batches">Batches they are taken over.</param>
/// <param name="MeanNorm">Norm of the means.</param>
/// <param name="DeviationNorm">Norm of the standard deviations: the square root of the sum of the variances.</param>
/// <param name="VarianceNorm">Norm of the variances.</param>
/// <param name="WeightNorm">
/// Norm of the weights that the epoch ended with: latents, or with Bop -1 and +1.
/// </param>
public readonly record struct GradientNorms(int Batches, double MeanNorm, double DeviationNorm, double VarianceNorm, double WeightNorm)
{
    /// <summary>MeanNorm / WeightNorm; NaN where all weights are 0.</summary>
    public double RelativeMean => MeanNorm / WeightNorm;

    /// <summary>DeviationNorm / WeightNorm; NaN where all weights are 0.</summary>
    public double RelativeDeviation => DeviationNorm / WeightNorm;

    /// <summary>MeanNorm / DeviationNorm, the signal-to-noise ratio; NaN or infinite where the gradients don't vary.</summary>
    public double SignalToNoise => MeanNorm / DeviationNorm;
}
