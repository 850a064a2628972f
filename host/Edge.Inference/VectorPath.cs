using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference;

/// <summary>Which instructions host inference uses. Every path gives the same codes; they differ in speed alone.</summary>
public enum VectorPath
{
    /// <summary>Vectors of 128 bits through the portable API (scalar where the machine has none).</summary>
    Portable = 0,

    /// <summary>AVX2, vectors of 256 bits.</summary>
    Avx2 = 1,

    /// <summary>AVX-512 (F, BW, DQ, VL), vectors of 512 bits.</summary>
    Avx512 = 2,
}

/// <summary>What this machine offers.</summary>
public static class VectorPaths
{
    /// <summary>The fastest path of this machine.</summary>
    public static VectorPath Best { get; } =
        IsSupported(VectorPath.Avx512) ? VectorPath.Avx512 : IsSupported(VectorPath.Avx2) ? VectorPath.Avx2 : VectorPath.Portable;

    /// <summary>True where the machine has the path's instructions.</summary>
    public static bool IsSupported(VectorPath path) => path switch
    {
        VectorPath.Portable => true,
        VectorPath.Avx2 => Avx2.IsSupported,
        VectorPath.Avx512 => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && Avx512DQ.IsSupported,
        _ => false,
    };

    /// <summary>All paths this machine has, slowest first.</summary>
    public static IReadOnlyList<VectorPath> Supported { get; } =
        [.. new[] { VectorPath.Portable, VectorPath.Avx2, VectorPath.Avx512 }.Where(IsSupported)];
}
