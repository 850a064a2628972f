using Edge.Training.Networks;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Adam with epsilon where <see cref="EpsilonPlacement"/> says, as TorchSharp's own has only one of the two places. Its moments are those of
/// the saved state.
/// </summary>
internal sealed class TorchAdam
{
    private readonly AdamSpec spec;
    private double rate;
    private double epsilon;

    /// <summary>An optimizer.</summary>
    public TorchAdam(AdamSpec spec)
    {
        this.spec = spec;
    }

    /// <summary>Begins the next step; then every group is updated once.</summary>
    /// <param name="powers">beta1^t and beta2^t after t steps, moved on to the next.</param>
    public void BeginStep(Span<double> powers)
    {
        powers[0] *= spec.Beta1;
        powers[1] *= spec.Beta2;
        double correction = Math.Sqrt(1 - powers[1]);
        rate = spec.LearningRate * correction / (1 - powers[0]);
        epsilon = spec.EpsilonPlacement == EpsilonPlacement.InsideBiasCorrection ? spec.Epsilon * correction : spec.Epsilon;
    }

    /// <summary>Updates a group of parameters; without autograd.</summary>
    /// <param name="values">Parameters, changed.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="moments">Their moments, changed.</param>
    /// <param name="clip">Whether values are clipped to [-1, 1] afterwards.</param>
    public void Update(Tensor values, Tensor gradient, TorchMoments moments, bool clip)
    {
        // Each operation rounds as the fused trainer's does: libtorch's joined ones (addcmul, addcdiv) round otherwise.
        moments.First.mul_(spec.Beta1).add_(gradient * (1 - spec.Beta1));
        moments.Second.mul_(spec.Beta2).add_((gradient * gradient).mul_(1 - spec.Beta2));
        values.sub_((moments.First * rate).div_(moments.Second.sqrt().add_(epsilon)));
        if (clip)
        {
            values.clamp_(-1, 1);
        }
    }
}
