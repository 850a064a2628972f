using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Quantizers;

/// <summary>1 on [-1, 1], both ends included, else 0 (Raj et al. 2020, eq. 2; Bengio et al. 2013).</summary>
internal readonly struct SteSignGradient : ISignGradient
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> At(Vector512<float> x) =>
        Vector512<float>.One & Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512<float>.One);
}
