using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Benching;

/// <summary>The machine, as far as it decides the numbers.</summary>
/// <param name="Processors">Threads that run at the same time.</param>
/// <param name="Instructions">Instruction set of the kernels: AVX-512, AVX2, or scalar.</param>
/// <param name="Runtime">The .NET runtime and the processor's architecture.</param>
/// <param name="PeakGigaflops">Multiply-adds of one thread, 2 operations each, in GFLOP/s: <see cref="References.MultiplyAddPeak"/>.</param>
public sealed record BenchMachine(int Processors, string Instructions, string Runtime, double PeakGigaflops)
{
    /// <summary>This machine.</summary>
    internal static BenchMachine Of(double peak) => new(
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? "AVX-512" : Avx2.IsSupported ? "AVX2" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "scalar",
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        peak);
}
