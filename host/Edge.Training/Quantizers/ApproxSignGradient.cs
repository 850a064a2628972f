using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Quantizers;

/// <summary>2 - 2|x| on [-1, 1], else 0 (Raj et al. 2020, eq. 3).</summary>
internal readonly struct ApproxSignGradient : ISignGradient
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> At(Vector512<float> x)
    {
        Vector512<float> magnitude = Vector512.Abs(x);
        Vector512<float> value = Vector512.Create(2f) - (magnitude + magnitude);
        return value & Vector512.LessThanOrEqual(magnitude, Vector512<float>.One);
    }
}
