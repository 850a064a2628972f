using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Benching.References;

/// <summary>
/// What one thread of this machine can multiply and add at most: fused multiply-adds on twelve registers that do not wait for each other or
/// for memory.
/// </summary>
internal static class MultiplyAddPeak
{
    private const int Registers = 12;
    private const int Turns = 20_000;
    private const int Repetitions = 40;
    private static float sink;

    /// <summary>GFLOP/s, 2 operations a multiply-add; the best of some repetitions.</summary>
    public static double Measure()
    {
        bool wide = Vector512.IsHardwareAccelerated;
        double operations = 2.0 * Registers * Turns * (wide ? Vector512<float>.Count : Vector256<float>.Count);
        return Enumerable.Range(0, Repetitions).Max(_ => operations / Stopwatching.Time(wide ? Wide : Narrow)) / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide()
    {
        Vector512<float> x = Vector512.Create(sink + 1);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (int turn = 0; turn < Turns; turn++)
        {
            s0 = Vector512.FusedMultiplyAdd(x, x, s0);
            s1 = Vector512.FusedMultiplyAdd(x, x, s1);
            s2 = Vector512.FusedMultiplyAdd(x, x, s2);
            s3 = Vector512.FusedMultiplyAdd(x, x, s3);
            s4 = Vector512.FusedMultiplyAdd(x, x, s4);
            s5 = Vector512.FusedMultiplyAdd(x, x, s5);
            s6 = Vector512.FusedMultiplyAdd(x, x, s6);
            s7 = Vector512.FusedMultiplyAdd(x, x, s7);
            s8 = Vector512.FusedMultiplyAdd(x, x, s8);
            s9 = Vector512.FusedMultiplyAdd(x, x, s9);
            s10 = Vector512.FusedMultiplyAdd(x, x, s10);
            s11 = Vector512.FusedMultiplyAdd(x, x, s11);
        }

        // Used, so that nothing is left out.
        sink = 0 * ((s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7) + (s8 + s9) + (s10 + s11)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow()
    {
        Vector256<float> x = Vector256.Create(sink + 1);
        Vector256<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (int turn = 0; turn < Turns; turn++)
        {
            s0 = Vector256.FusedMultiplyAdd(x, x, s0);
            s1 = Vector256.FusedMultiplyAdd(x, x, s1);
            s2 = Vector256.FusedMultiplyAdd(x, x, s2);
            s3 = Vector256.FusedMultiplyAdd(x, x, s3);
            s4 = Vector256.FusedMultiplyAdd(x, x, s4);
            s5 = Vector256.FusedMultiplyAdd(x, x, s5);
            s6 = Vector256.FusedMultiplyAdd(x, x, s6);
            s7 = Vector256.FusedMultiplyAdd(x, x, s7);
            s8 = Vector256.FusedMultiplyAdd(x, x, s8);
            s9 = Vector256.FusedMultiplyAdd(x, x, s9);
            s10 = Vector256.FusedMultiplyAdd(x, x, s10);
            s11 = Vector256.FusedMultiplyAdd(x, x, s11);
        }

        // Used, so that nothing is left out.
        sink = 0 * ((s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7) + (s8 + s9) + (s10 + s11)).ToScalar();
    }
}
