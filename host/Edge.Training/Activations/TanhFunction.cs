using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Activations;

/// <summary>tanh(x), derivative 1 - tanh(x)^2.</summary>
internal readonly struct TanhFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        FloatMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        Vector512.FusedMultiplyAdd(-h, h, Vector512<float>.One);
}
