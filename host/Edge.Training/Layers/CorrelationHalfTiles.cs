using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;


/// <summary>
/// <see cref="BatchCorrelation"/> for machines with 16 registers of 8 lanes: tiles of 3 neurons by 4 inputs, first the sums of lanes 0 to 7, then
/// those of lanes 8 to 15. Where there are fewer, the last one stands in for those missing. Without vector instructions the same in scalar code.
/// </summary>
internal static unsafe class CorrelationHalfTiles
{
    /// <summary>Neurons of a tile.</summary>
    public const int Neurons = 3;

    private const int Half = Lanes.Count / 2;

    /// <summary>g[n][i] of 1 to 3 neurons and any number of inputs; other parameters as in <see cref="BatchCorrelation.Compute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Strip(float* d, int neurons, float* inputRows, int inputs, nint stride, int blocks, float scale, float* g, nint gStride)
    {
        unchecked
        {
            nint lanes = (nint)blocks * Lanes.Count;
            float* lower = stackalloc float[12 * Half];
            float* d1 = d + Math.Min(1, neurons - 1) * stride;
            float* d2 = d + Math.Min(2, neurons - 1) * stride;
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
                Vector256<float> s00 = Vector256<float>.Zero;
                Vector256<float> s01 = Vector256<float>.Zero;
                Vector256<float> s02 = Vector256<float>.Zero;
                Vector256<float> s03 = Vector256<float>.Zero;
                Vector256<float> s10 = Vector256<float>.Zero;
                Vector256<float> s11 = Vector256<float>.Zero;
                Vector256<float> s12 = Vector256<float>.Zero;
                Vector256<float> s13 = Vector256<float>.Zero;
                Vector256<float> s20 = Vector256<float>.Zero;
                Vector256<float> s21 = Vector256<float>.Zero;
                Vector256<float> s22 = Vector256<float>.Zero;
                Vector256<float> s23 = Vector256<float>.Zero;
                for (nint lane = 0; lane < lanes; lane += Lanes.Count)
                {
                    Vector256<float> a0 = Vector256.Load(d + lane);
                    Vector256<float> a1 = Vector256.Load(d1 + lane);
                    Vector256<float> a2 = Vector256.Load(d2 + lane);
                    Vector256<float> b0 = Vector256.Load(x + lane);
                    s00 = Vector256.FusedMultiplyAdd(a0, b0, s00);
                    s10 = Vector256.FusedMultiplyAdd(a1, b0, s10);
                    s20 = Vector256.FusedMultiplyAdd(a2, b0, s20);
                    Vector256<float> b1 = Vector256.Load(x + x1 + lane);
                    s01 = Vector256.FusedMultiplyAdd(a0, b1, s01);
                    s11 = Vector256.FusedMultiplyAdd(a1, b1, s11);
                    s21 = Vector256.FusedMultiplyAdd(a2, b1, s21);
                    Vector256<float> b2 = Vector256.Load(x + x2 + lane);
                    s02 = Vector256.FusedMultiplyAdd(a0, b2, s02);
                    s12 = Vector256.FusedMultiplyAdd(a1, b2, s12);
                    s22 = Vector256.FusedMultiplyAdd(a2, b2, s22);
                    Vector256<float> b3 = Vector256.Load(x + x3 + lane);
                    s03 = Vector256.FusedMultiplyAdd(a0, b3, s03);
                    s13 = Vector256.FusedMultiplyAdd(a1, b3, s13);
                    s23 = Vector256.FusedMultiplyAdd(a2, b3, s23);
                }

                s00.Store(lower);
                s00 = Vector256<float>.Zero;
                s01.Store(lower + 1 * Half);
                s01 = Vector256<float>.Zero;
                s02.Store(lower + 2 * Half);
                s02 = Vector256<float>.Zero;
                s03.Store(lower + 3 * Half);
                s03 = Vector256<float>.Zero;
                s10.Store(lower + 4 * Half);
                s10 = Vector256<float>.Zero;
                s11.Store(lower + 5 * Half);
                s11 = Vector256<float>.Zero;
                s12.Store(lower + 6 * Half);
                s12 = Vector256<float>.Zero;
                s13.Store(lower + 7 * Half);
                s13 = Vector256<float>.Zero;
                s20.Store(lower + 8 * Half);
                s20 = Vector256<float>.Zero;
                s21.Store(lower + 9 * Half);
                s21 = Vector256<float>.Zero;
                s22.Store(lower + 10 * Half);
                s22 = Vector256<float>.Zero;
                s23.Store(lower + 11 * Half);
                s23 = Vector256<float>.Zero;

                for (nint lane = Half; lane < lanes; lane += Lanes.Count)
                {
                    Vector256<float> a0 = Vector256.Load(d + lane);
                    Vector256<float> a1 = Vector256.Load(d1 + lane);
                    Vector256<float> a2 = Vector256.Load(d2 + lane);
                    Vector256<float> b0 = Vector256.Load(x + lane);
                    s00 = Vector256.FusedMultiplyAdd(a0, b0, s00);
                    s10 = Vector256.FusedMultiplyAdd(a1, b0, s10);
                    s20 = Vector256.FusedMultiplyAdd(a2, b0, s20);
                    Vector256<float> b1 = Vector256.Load(x + x1 + lane);
                    s01 = Vector256.FusedMultiplyAdd(a0, b1, s01);
                    s11 = Vector256.FusedMultiplyAdd(a1, b1, s11);
                    s21 = Vector256.FusedMultiplyAdd(a2, b1, s21);
                    Vector256<float> b2 = Vector256.Load(x + x2 + lane);
                    s02 = Vector256.FusedMultiplyAdd(a0, b2, s02);
                    s12 = Vector256.FusedMultiplyAdd(a1, b2, s12);
                    s22 = Vector256.FusedMultiplyAdd(a2, b2, s22);
                    Vector256<float> b3 = Vector256.Load(x + x3 + lane);
                    s03 = Vector256.FusedMultiplyAdd(a0, b3, s03);
                    s13 = Vector256.FusedMultiplyAdd(a1, b3, s13);
                    s23 = Vector256.FusedMultiplyAdd(a2, b3, s23);
                }

                s00 += Vector256.Load(lower);
                s01 += Vector256.Load(lower + 1 * Half);
                s02 += Vector256.Load(lower + 2 * Half);
                s03 += Vector256.Load(lower + 3 * Half);
                s10 += Vector256.Load(lower + 4 * Half);
                s11 += Vector256.Load(lower + 5 * Half);
                s12 += Vector256.Load(lower + 6 * Half);
                s13 += Vector256.Load(lower + 7 * Half);
                s20 += Vector256.Load(lower + 8 * Half);
                s21 += Vector256.Load(lower + 9 * Half);
                s22 += Vector256.Load(lower + 10 * Half);
                s23 += Vector256.Load(lower + 11 * Half);

                Store(Lanes.Sum(s00, s01, s02, s03) * scale, taken, to);
                if (neurons > 1)
                {
                    Store(Lanes.Sum(s10, s11, s12, s13) * scale, taken, to + gStride);
                }

                if (neurons > 2)
                {
                    Store(Lanes.Sum(s20, s21, s22, s23) * scale, taken, to + 2 * gStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<float> sums, int inputs, float* g)
    {
        if (inputs == 4)
        {
            sums.Store(g);
            return;
        }

        for (int i = 0; i < inputs; i++)
        {
            g[i] = sums.GetElement(i);
        }
    }
}
