using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// g[n][i] = scale * sum over the batch of d[n][row] * x[i][row]: the gradient of a dense layer's weights. Each sum is taken in 16 lanes as
/// <see cref="Lanes"/> states, whatever
/// the tile, so tiling changes no bit.
/// </summary>
internal static unsafe class BatchCorrelation
{
    private const int Tile = 4;

    /// <summary>Computes all of g.</summary>
    /// <param name="d">[neurons][stride], 0 in lanes beyond the batch.</param>
    /// <param name="neurons">Rows of d.</param>
    /// <param name="x">[inputs][stride], finite in lanes beyond the batch.</param>
    /// <param name="inputs">Rows of x.</param>
    /// <param name="stride">Distance of rows of d and x, a multiple of 16.</param>
    /// <param name="blocks">Blocks of 16 lanes that are in use.</param>
    /// <param name="scale">Multiplies every sum.</param>
    /// <param name="g">[neurons][inputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* d, int neurons, float* x, int inputs, int stride, int blocks, float scale, float* g)
    {
        // Addresses stay within the buffers, so nothing here can overflow.
        unchecked
        {
            int n = 0;
            for (; n + Tile <= neurons; n += Tile)
            {
                int i = 0;
                for (; i + Tile <= inputs; i += Tile)
                {
                    CorrelateTile4x4(d + n * stride, x + i * stride, stride, blocks, scale, g + n * inputs + i, inputs);
                }

                for (; i < inputs; i++)
                {
                    CorrelateTile4x1(d + n * stride, x + i * stride, stride, blocks, scale, g + n * inputs + i, inputs);
                }
            }

            for (; n < neurons; n++)
            {
                int i = 0;
                for (; i + Tile <= inputs; i += Tile)
                {
                    CorrelateTile1x4(d + n * stride, x + i * stride, stride, blocks, scale, g + n * inputs + i);
                }

                for (; i < inputs; i++)
                {
                    CorrelateTile1x1(d + n * stride, x + i * stride, blocks, scale, g + n * inputs + i);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateTile4x4(float* d, float* x, int stride, int blocks, float scale, float* g, int gStride)
    {
        unchecked
        {
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
            for (int block = 0; block < blocks; block++)
            {
                Vector512<float> x0 = Vector512.Load(x);
                Vector512<float> x1 = Vector512.Load(x + stride);
                Vector512<float> x2 = Vector512.Load(x + 2 * stride);
                Vector512<float> x3 = Vector512.Load(x + 3 * stride);
                Vector512<float> d0 = Vector512.Load(d);
                s00 = Vector512.FusedMultiplyAdd(d0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(d0, x1, s01);
                s02 = Vector512.FusedMultiplyAdd(d0, x2, s02);
                s03 = Vector512.FusedMultiplyAdd(d0, x3, s03);
                Vector512<float> d1 = Vector512.Load(d + stride);
                s10 = Vector512.FusedMultiplyAdd(d1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(d1, x1, s11);
                s12 = Vector512.FusedMultiplyAdd(d1, x2, s12);
                s13 = Vector512.FusedMultiplyAdd(d1, x3, s13);
                Vector512<float> d2 = Vector512.Load(d + 2 * stride);
                s20 = Vector512.FusedMultiplyAdd(d2, x0, s20);
                s21 = Vector512.FusedMultiplyAdd(d2, x1, s21);
                s22 = Vector512.FusedMultiplyAdd(d2, x2, s22);
                s23 = Vector512.FusedMultiplyAdd(d2, x3, s23);
                Vector512<float> d3 = Vector512.Load(d + 3 * stride);
                s30 = Vector512.FusedMultiplyAdd(d3, x0, s30);
                s31 = Vector512.FusedMultiplyAdd(d3, x1, s31);
                s32 = Vector512.FusedMultiplyAdd(d3, x2, s32);
                s33 = Vector512.FusedMultiplyAdd(d3, x3, s33);
                d += Lanes.Count;
                x += Lanes.Count;
            }

            (Lanes.Sum(s00, s01, s02, s03) * scale).Store(g);
            (Lanes.Sum(s10, s11, s12, s13) * scale).Store(g + gStride);
            (Lanes.Sum(s20, s21, s22, s23) * scale).Store(g + 2 * gStride);
            (Lanes.Sum(s30, s31, s32, s33) * scale).Store(g + 3 * gStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateTile4x1(float* d, float* x, int stride, int blocks, float scale, float* g, int gStride)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s10 = Vector512<float>.Zero;
            Vector512<float> s20 = Vector512<float>.Zero;
            Vector512<float> s30 = Vector512<float>.Zero;
            for (int block = 0; block < blocks; block++)
            {
                Vector512<float> x0 = Vector512.Load(x);
                Vector512<float> d0 = Vector512.Load(d);
                s00 = Vector512.FusedMultiplyAdd(d0, x0, s00);
                Vector512<float> d1 = Vector512.Load(d + stride);
                s10 = Vector512.FusedMultiplyAdd(d1, x0, s10);
                Vector512<float> d2 = Vector512.Load(d + 2 * stride);
                s20 = Vector512.FusedMultiplyAdd(d2, x0, s20);
                Vector512<float> d3 = Vector512.Load(d + 3 * stride);
                s30 = Vector512.FusedMultiplyAdd(d3, x0, s30);
                d += Lanes.Count;
                x += Lanes.Count;
            }

            Vector128<float> sums = Lanes.Sum(s00, s10, s20, s30) * scale;
            g[0] = sums[0];
            g[gStride] = sums[1];
            g[2 * gStride] = sums[2];
            g[3 * gStride] = sums[3];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateTile1x4(float* d, float* x, int stride, int blocks, float scale, float* g)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s01 = Vector512<float>.Zero;
            Vector512<float> s02 = Vector512<float>.Zero;
            Vector512<float> s03 = Vector512<float>.Zero;
            for (int block = 0; block < blocks; block++)
            {
                Vector512<float> x0 = Vector512.Load(x);
                Vector512<float> x1 = Vector512.Load(x + stride);
                Vector512<float> x2 = Vector512.Load(x + 2 * stride);
                Vector512<float> x3 = Vector512.Load(x + 3 * stride);
                Vector512<float> d0 = Vector512.Load(d);
                s00 = Vector512.FusedMultiplyAdd(d0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(d0, x1, s01);
                s02 = Vector512.FusedMultiplyAdd(d0, x2, s02);
                s03 = Vector512.FusedMultiplyAdd(d0, x3, s03);
                d += Lanes.Count;
                x += Lanes.Count;
            }

            (Lanes.Sum(s00, s01, s02, s03) * scale).Store(g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateTile1x1(float* d, float* x, int blocks, float scale, float* g)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            for (int block = 0; block < blocks; block++)
            {
                Vector512<float> x0 = Vector512.Load(x);
                Vector512<float> d0 = Vector512.Load(d);
                s00 = Vector512.FusedMultiplyAdd(d0, x0, s00);
                d += Lanes.Count;
                x += Lanes.Count;
            }

            g[0] = Lanes.Sum(s00) * scale;
        }
    }
}
