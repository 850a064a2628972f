using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Activations;

/// <summary>max(x, 0), derivative 1 above 0 and 0 at and below it.</summary>
internal readonly struct ReluFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        x & Vector512.GreaterThan(x, Vector512<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        Vector512<float>.One & Vector512.GreaterThan(x, Vector512<float>.Zero);
}
