using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Activations;

/// <summary>x, derivative 1: what stands before a bare sign.</summary>
internal readonly struct IdentityFunction : IActivationFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) =>
        x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> x, Vector512<float> h) =>
        Vector512<float>.One;
}
