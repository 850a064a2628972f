using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Activations;

/// <summary>
/// Sign-swish with beta = 1: 2 sigma(x) (1 + x (1 - sigma(x))) - 1 (Raj et al. 2020, eq. 8); at another beta it is this at beta x, its
/// derivative beta times this at beta x. With e = exp(-|x|) it is sign(x) ((1 - e)/(1 + e) + 2 |x| e / (1 + e)^2), which does not cancel.
/// </summary>
internal readonly struct SignSwishFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x)
    {
        // Beyond 80 the value is 1 in floats; the bound keeps an infinite x from becoming infinity times 0.
        Vector512<float> y = Lanes.Clamp(Vector512.Abs(x), Vector512<float>.Zero, Vector512.Create(80f));
        Vector512<float> e = FloatMath.Exp(-y);
        Vector512<float> whole = Vector512<float>.One + e;
        Vector512<float> value = (Vector512<float>.One - e + (y + y) * e / whole) / whole;
        Vector512<float> sign = x & Vector512.Create(-0f);
        return value | sign;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) => new SwishSignGradient(1).At(x);
}
