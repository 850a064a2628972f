using Edge.Training.Networks;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Bop (Helwegen et al. 2019, Algorithm 1): m = (1 - gamma) m + gamma g; a weight w of -1 or +1 flips where w m exceeds the threshold.
/// </summary>
internal sealed class TorchBop
{
    private readonly BopSpec spec;

    /// <summary>An optimizer; all that it remembers stands in the moments.</summary>
    public TorchBop(BopSpec spec)
    {
        this.spec = spec;
    }

    /// <summary>Updates a group of binary weights; without autograd.</summary>
    /// <param name="weights">-1 and +1, changed.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="moments">The first is changed.</param>
    public void Update(Tensor weights, Tensor gradient, TorchMoments moments)
    {
        moments.First.mul_(1 - spec.Gamma).add_(gradient * spec.Gamma);
        weights.mul_(where(weights * moments.First > spec.Threshold, -ones_like(weights), ones_like(weights)));
    }
}
