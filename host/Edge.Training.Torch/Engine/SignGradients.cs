using Edge.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>sign(x) and what stands for its derivative (<see cref="SignGradient"/>).</summary>
internal static class SignGradients
{
    private const double DefaultSwishBeta = 5;
    private const double SwishBound = 80;

    /// <summary>-1 and +1.</summary>
    public static Tensor Sign(Tensor x, SignOfZero zero) => (zero == SignOfZero.PlusOne ? x >= 0 : x > 0).to(ScalarType.Float32) * 2 - 1;

    /// <summary>1 on [-1, 1], both ends included, else 0.</summary>
    public static Tensor Ste(Tensor x) => (x.abs() <= 1).to(ScalarType.Float32);

    /// <summary>The network's pseudo-gradient.</summary>
    public static Tensor At(Tensor x, NetworkSpec network) => network.SignGradient switch
    {
        SignGradient.SteSign => Ste(x),
        SignGradient.ApproxSign => (2 - 2 * x.abs()).clamp_min(0),
        SignGradient.SwishSign => Swish(x, network.SwishBeta ?? DefaultSwishBeta),
        _ => throw new ArgumentOutOfRangeException(nameof(network), network.SignGradient, "no such sign gradient"),
    };

    // With y = beta |x|, e = exp(-y): beta (2 - y (1 - e)/(1 + e)) 2e / (1 + e)^2, which neither overflows nor cancels.
    private static Tensor Swish(Tensor x, double beta)
    {
        Tensor y = (x.abs() * beta).clamp_max(SwishBound);
        Tensor e = (-y).exp();
        Tensor whole = e + 1;
        return (2 - y * ((1 - e) / whole)) * beta * (e + e) / (whole * whole);
    }
}
