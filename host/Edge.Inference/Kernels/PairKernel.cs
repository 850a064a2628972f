using System.Runtime.CompilerServices;

namespace Edge.Inference.Kernels;

/// <summary>
/// Accumulators of 32 rows: rows stand in lanes, two inputs at a time are multiplied and added (products of codes up to 255 and weights up
/// to +-254 in 16 bits are exact in 32). Four neurons times two vectors of rows share every load.
/// </summary>
internal static unsafe class PairKernel<TLanes, TVector>
    where TLanes : IPairLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Computes z[s][n][r] = biases[n] + sum over pairs of weights * codes.</summary>
    /// <param name="x">Codes in pairs, [2 blocks][pairs][16 rows][2] of 16 bits.</param>
    /// <param name="pairs">Pairs of inputs.</param>
    /// <param name="weights">Weights in pairs, [neurons][pairs], the first weight in the low half.</param>
    /// <param name="biases">[neurons].</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="z">Receives [2 blocks][neurons][16 rows].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(short* x, int pairs, int* weights, int* biases, int neurons, int* z)
    {
        unchecked
        {
            int rows = TLanes.Rows;
            int vectorsPerBlock = RowBlock.Rows / rows;
            nint blockStride = (nint)pairs * RowBlock.ShortsPerPair;
            nint outputStride = (nint)neurons * RowBlock.Rows;
            for (int v = 0; v < 2 * vectorsPerBlock; v += 2)
            {
                short* x0 = x + v / vectorsPerBlock * blockStride + v % vectorsPerBlock * 2 * rows;
                short* x1 = x + (v + 1) / vectorsPerBlock * blockStride + (v + 1) % vectorsPerBlock * 2 * rows;
                int* z0 = z + v / vectorsPerBlock * outputStride + v % vectorsPerBlock * rows;
                int* z1 = z + (v + 1) / vectorsPerBlock * outputStride + (v + 1) % vectorsPerBlock * rows;
                int n = 0;
                for (; n + 4 <= neurons; n += 4)
                {
                    Four(x0, x1, pairs, weights + (nint)n * pairs, biases + n, z0 + n * RowBlock.Rows, z1 + n * RowBlock.Rows);
                }

                for (; n < neurons; n++)
                {
                    One(x0, x1, pairs, weights + (nint)n * pairs, biases[n], z0 + n * RowBlock.Rows, z1 + n * RowBlock.Rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(short* x0, short* x1, int pairs, int* weights, int* biases, int* z0, int* z1)
    {
        unchecked
        {
            TVector a0 = TLanes.Broadcast(biases[0]);
            TVector b0 = TLanes.Broadcast(biases[1]);
            TVector c0 = TLanes.Broadcast(biases[2]);
            TVector d0 = TLanes.Broadcast(biases[3]);
            TVector a1 = a0;
            TVector b1 = b0;
            TVector c1 = c0;
            TVector d1 = d0;
            int* wb = weights + pairs;
            int* wc = wb + pairs;
            int* wd = wc + pairs;
            for (nint p = 0; p < pairs; p++)
            {
                TVector u0 = TLanes.Load(x0 + p * RowBlock.ShortsPerPair);
                TVector u1 = TLanes.Load(x1 + p * RowBlock.ShortsPerPair);
                TVector w = TLanes.Broadcast(weights[p]);
                a0 = TLanes.MultiplyAdd(a0, u0, w);
                a1 = TLanes.MultiplyAdd(a1, u1, w);
                w = TLanes.Broadcast(wb[p]);
                b0 = TLanes.MultiplyAdd(b0, u0, w);
                b1 = TLanes.MultiplyAdd(b1, u1, w);
                w = TLanes.Broadcast(wc[p]);
                c0 = TLanes.MultiplyAdd(c0, u0, w);
                c1 = TLanes.MultiplyAdd(c1, u1, w);
                w = TLanes.Broadcast(wd[p]);
                d0 = TLanes.MultiplyAdd(d0, u0, w);
                d1 = TLanes.MultiplyAdd(d1, u1, w);
            }

            TLanes.Store(a0, z0);
            TLanes.Store(a1, z1);
            TLanes.Store(b0, z0 + RowBlock.Rows);
            TLanes.Store(b1, z1 + RowBlock.Rows);
            TLanes.Store(c0, z0 + 2 * RowBlock.Rows);
            TLanes.Store(c1, z1 + 2 * RowBlock.Rows);
            TLanes.Store(d0, z0 + 3 * RowBlock.Rows);
            TLanes.Store(d1, z1 + 3 * RowBlock.Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(short* x0, short* x1, int pairs, int* weights, int bias, int* z0, int* z1)
    {
        unchecked
        {
            TVector a0 = TLanes.Broadcast(bias);
            TVector a1 = a0;
            for (nint p = 0; p < pairs; p++)
            {
                TVector w = TLanes.Broadcast(weights[p]);
                a0 = TLanes.MultiplyAdd(a0, TLanes.Load(x0 + p * RowBlock.ShortsPerPair), w);
                a1 = TLanes.MultiplyAdd(a1, TLanes.Load(x1 + p * RowBlock.ShortsPerPair), w);
            }

            TLanes.Store(a0, z0);
            TLanes.Store(a1, z1);
        }
    }
}
