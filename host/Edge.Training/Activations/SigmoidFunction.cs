using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Activations;

/// <summary>1 / (1 + exp(-x)), derivative h (1 - h).</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        FloatMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        h * (Vector512<float>.One - h);
}
