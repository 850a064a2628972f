namespace Edge.Reports.Gradients;

/// <summary>
/// How the gradients of one layer's weights varied over the batches of one epoch of one run. Every weight has a mean and a variance over the
/// batches; the norms are Euclidean, over the weights of the layer. None has a unit; the variance is a square.
/// </summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Epoch">Epochs trained, 1 or more: the epoch over whose batches the gradients were taken.</param>
/// <param name="Layer">Position of the layer, from 1 at the input.</param>
/// <param name="Name">Name of the layer.</param>
/// <param name="MeanNorm">Norm of the means.</param>
/// <param name="DeviationNorm">Norm of the standard deviations.</param>
/// <param name="VarianceNorm">Norm of the variances.</param>
/// <param name="WeightNorm">Norm of the weights that the epoch ended with.</param>
public sealed record GradientPoint(
    int Run, int Epoch, int Layer, string Name, double MeanNorm, double DeviationNorm, double VarianceNorm, double WeightNorm)
{
    /// <summary>MeanNorm / WeightNorm; not finite where all weights are 0.</summary>
    public double RelativeMean => MeanNorm / WeightNorm;

    /// <summary>DeviationNorm / WeightNorm; not finite where all weights are 0.</summary>
    public double RelativeDeviation => DeviationNorm / WeightNorm;
}
