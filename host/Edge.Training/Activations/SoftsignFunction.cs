using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Activations;

/// <summary>x / (1 + |x|), derivative (1 - |h|)^2.</summary>
internal readonly struct SoftsignFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        x / (Vector512<float>.One + Vector512.Abs(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        (Vector512<float>.One - Vector512.Abs(h)) * (Vector512<float>.One - Vector512.Abs(h));
}
