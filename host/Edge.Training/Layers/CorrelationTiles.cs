using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;


/// <summary>
/// <see cref="BatchCorrelation"/> on AVX-512: tiles of 4 neurons by 4 inputs, their sums in 16 registers, folded all at once. Where there are
/// fewer, the last one stands in for those missing.
/// </summary>
internal static unsafe class CorrelationTiles
{
    /// <summary>Neurons of a tile.</summary>
    public const int Neurons = 4;

    /// <summary>g[n][i] of 1 to 4 neurons and any number of inputs; other parameters as in <see cref="BatchCorrelation.Compute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strip(float* d, int neurons, float* inputRows, int inputs, nint stride, int blocks, float scale, float* g, nint gStride)
    {
        unchecked
        {
            nint lanes = (nint)blocks * Lanes.Count;
            Vector512<float> scales = Vector512.Create(scale);
            float* d1 = d + Math.Min(1, neurons - 1) * stride;
            float* d2 = d + Math.Min(2, neurons - 1) * stride;
            float* d3 = d + Math.Min(3, neurons - 1) * stride;
            nint x1 = Math.Min(1, inputs - 1) * stride;
            nint x2 = Math.Min(2, inputs - 1) * stride;
            nint x3 = Math.Min(3, inputs - 1) * stride;
            int taken = Math.Min(inputs, 4);
            for (int first = 0; first < inputs; first += 4)
            {
                // The last tile reaches back into the one before: the same sums again, rather than a slower tile of a few.
                int i = Math.Max(Math.Min(first, inputs - 4), 0);
                float* x = inputRows + i * stride;
                float* to = g + i;
                Vector512<float> s00 = Vector512<float>.Zero;
                Vector512<float> s01 = Vector512<float>.Zero;
                Vector512<float> s02 = Vector512<float>.Zero;
                Vector512<float> s03 = Vector512<float>.Zero;
                Vector512<float> s10 = Vector512<float>.Zero;
                Vector512<float> s11 = Vector512<float>.Zero;
                Vector512<float> s12 = Vector512<float>.Zero;
                Vector512<float> s13 = Vector512<float>.Zero;
                Vector512<float> s20 = Vector512<float>.Zero;
                Vector512<float> s21 = Vector512<float>.Zero;
                Vector512<float> s22 = Vector512<float>.Zero;
                Vector512<float> s23 = Vector512<float>.Zero;
                Vector512<float> s30 = Vector512<float>.Zero;
                Vector512<float> s31 = Vector512<float>.Zero;
                Vector512<float> s32 = Vector512<float>.Zero;
                Vector512<float> s33 = Vector512<float>.Zero;
                for (nint lane = 0; lane < lanes; lane += Lanes.Count, x += Lanes.Count)
                {
                    Vector512<float> b0 = Vector512.Load(x);
                    Vector512<float> b1 = Vector512.Load(x + x1);
                    Vector512<float> b2 = Vector512.Load(x + x2);
                    Vector512<float> b3 = Vector512.Load(x + x3);
                    Vector512<float> a0 = Vector512.Load(d + lane);
                    s00 = Vector512.FusedMultiplyAdd(a0, b0, s00);
                    s01 = Vector512.FusedMultiplyAdd(a0, b1, s01);
                    s02 = Vector512.FusedMultiplyAdd(a0, b2, s02);
                    s03 = Vector512.FusedMultiplyAdd(a0, b3, s03);
                    Vector512<float> a1 = Vector512.Load(d1 + lane);
                    s10 = Vector512.FusedMultiplyAdd(a1, b0, s10);
                    s11 = Vector512.FusedMultiplyAdd(a1, b1, s11);
                    s12 = Vector512.FusedMultiplyAdd(a1, b2, s12);
                    s13 = Vector512.FusedMultiplyAdd(a1, b3, s13);
                    Vector512<float> a2 = Vector512.Load(d2 + lane);
                    s20 = Vector512.FusedMultiplyAdd(a2, b0, s20);
                    s21 = Vector512.FusedMultiplyAdd(a2, b1, s21);
                    s22 = Vector512.FusedMultiplyAdd(a2, b2, s22);
                    s23 = Vector512.FusedMultiplyAdd(a2, b3, s23);
                    Vector512<float> a3 = Vector512.Load(d3 + lane);
                    s30 = Vector512.FusedMultiplyAdd(a3, b0, s30);
                    s31 = Vector512.FusedMultiplyAdd(a3, b1, s31);
                    s32 = Vector512.FusedMultiplyAdd(a3, b2, s32);
                    s33 = Vector512.FusedMultiplyAdd(a3, b3, s33);
                }

                // Of input j a vector with the four neurons in its quarters, then of all a vector with the four inputs in every quarter.
                Vector512<float> t0 = Quarters(s00, s10, s20, s30);
                Vector512<float> t1 = Quarters(s01, s11, s21, s31);
                Vector512<float> t2 = Quarters(s02, s12, s22, s32);
                Vector512<float> t3 = Quarters(s03, s13, s23, s33);
                Vector512<float> t01 = Avx512F.Shuffle(t0, t1, 0b01_00_01_00) + Avx512F.Shuffle(t0, t1, 0b11_10_11_10);
                Vector512<float> t23 = Avx512F.Shuffle(t2, t3, 0b01_00_01_00) + Avx512F.Shuffle(t2, t3, 0b11_10_11_10);
                Vector512<float> sums = (Avx512F.Shuffle(t01, t23, 0b10_00_10_00) + Avx512F.Shuffle(t01, t23, 0b11_01_11_01)) * scales;
                if (neurons == 4 && taken == 4)
                {
                    sums.GetLower().GetLower().Store(to);
                    sums.GetLower().GetUpper().Store(to + gStride);
                    sums.GetUpper().GetLower().Store(to + 2 * gStride);
                    sums.GetUpper().GetUpper().Store(to + 3 * gStride);
                }
                else
                {
                    StorePart(sums, neurons, taken, to, gStride);
                }
            }
        }
    }

    private static void StorePart(Vector512<float> sums, int neurons, int inputs, float* g, nint gStride)
    {
        for (int n = 0; n < neurons; n++)
        {
            for (int i = 0; i < inputs; i++)
            {
                g[n * gStride + i] = sums.GetElement(n * 4 + i);
            }
        }
    }

    /// <summary>Lane i + lane i+8, then i + i+4, of four vectors: what is left of each stands in a quarter of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, 0b01_00_01_00) + Avx512F.Shuffle4x128(a, b, 0b11_10_11_10);
        Vector512<float> cd = Avx512F.Shuffle4x128(c, d, 0b01_00_01_00) + Avx512F.Shuffle4x128(c, d, 0b11_10_11_10);
        return Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
    }
}
