using System.Runtime.Intrinsics.X86;
using Arm = System.Runtime.Intrinsics.Arm;

namespace Edge.Experiments.Runs;

/// <summary>Names the widest vector instructions of this machine.</summary>
internal static class CpuPathName
{
    /// <summary><c>avx512</c>, <c>avx2</c>, <c>neon</c> or <c>scalar</c>.</summary>
    public static string Current { get; } =
        Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : Arm.AdvSimd.IsSupported ? "neon" : "scalar";
}
