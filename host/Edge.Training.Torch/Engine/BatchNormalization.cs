using Edge.Training.Networks;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Batch normalization without scale (Ioffe and Szegedy 2015, Algorithm 1 with gamma = 1), the shift left to whoever uses it. Written out, since
/// libtorch's keeps running variances divided by rows - 1, and folds the mean into the addition, which rounds more.
/// </summary>
internal sealed class BatchNormalization : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly BatchNormSpec spec;
    private readonly Tensor means;
    private readonly Tensor variances;

    /// <summary>Running means of 0 and variances of 1.</summary>
    public BatchNormalization(BatchNormSpec spec, int neurons, Device device)
        : base(nameof(BatchNormalization))
    {
        this.spec = spec;
        means = zeros(neurons, device: device);
        variances = ones(neurons, device: device);
        RegisterComponents();
    }

    /// <summary>Running means, [neurons].</summary>
    public Tensor Means => means;

    /// <summary>Running (biased) variances, [neurons].</summary>
    public Tensor Variances => variances;

    /// <summary>Normalizes by the batch's own mean and biased variance, and moves the running ones.</summary>
    /// <param name="accumulators">Sums of integers, [rows][neurons].</param>
    /// <param name="scale">Of an accumulator.</param>
    /// <returns>(scale * accumulator - mean) / sqrt(variance + epsilon).</returns>
    public override Tensor forward(Tensor accumulators, Tensor scale)
    {
        double perRow = 1.0 / accumulators.shape[0];
        Tensor mean = accumulators.sum(dim: 0) * scale * perRow;
        Tensor centered = accumulators * scale - mean;
        Tensor variance = (centered * centered).sum(dim: 0) * perRow;
        using (no_grad())
        {
            means.mul_(spec.Momentum).add_(mean.detach() * (1 - spec.Momentum));
            variances.mul_(spec.Momentum).add_(variance.detach() * (1 - spec.Momentum));
        }

        return centered / (variance + spec.Epsilon).sqrt();
    }
}
