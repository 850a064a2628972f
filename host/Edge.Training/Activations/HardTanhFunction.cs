using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Activations;

/// <summary>min(max(x, -1), 1), derivative 1 on [-1, 1], both ends included, else 0.</summary>
internal readonly struct HardTanhFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        Lanes.Clamp(x, Vector512.Create(-1f), Vector512<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        Vector512<float>.One & Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512<float>.One);
}
