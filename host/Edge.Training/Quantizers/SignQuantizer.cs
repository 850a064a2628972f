using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Quantizers;

/// <summary>
/// sign(h) as -1 and +1 (Raj et al. 2020, eq. 1), with a pseudo-gradient for the backward pass. NaN gives -1.
/// </summary>
/// <typeparam name="TGradient">The pseudo-gradient.</typeparam>
internal readonly struct SignQuantizer<TGradient> : IActivationQuantizer
    where TGradient : struct, ISignGradient
{
    private readonly TGradient pseudo;
    private readonly bool zeroIsPositive;

    /// <summary>sign with a rule for 0.</summary>
    public SignQuantizer(TGradient pseudo, bool zeroIsPositive)
    {
        this.pseudo = pseudo;
        this.zeroIsPositive = zeroIsPositive;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Quantize(Vector512<float> h, out Vector512<float> gradient)
    {
        gradient = pseudo.At(h);
        return SignQuantizer.Sign(h, zeroIsPositive);
    }
}

/// <summary>The one sign function of the trainer.</summary>
internal static class SignQuantizer
{
    /// <summary>-1 and +1; sign(0) by the rule given; NaN is -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sign(Vector512<float> x, bool zeroIsPositive)
    {
        Vector512<float> positive = zeroIsPositive
            ? Vector512.GreaterThanOrEqual(x, Vector512<float>.Zero)
            : Vector512.GreaterThan(x, Vector512<float>.Zero);
        return Vector512.ConditionalSelect(positive, Vector512<float>.One, Vector512.Create(-1f));
    }
}
