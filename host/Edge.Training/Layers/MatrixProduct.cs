using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// c[r][row] = sum over k of a[r][k] * b[k][row], the batch in the lanes: the forward pass of a dense layer and, with the weights
/// transposed, its backward pass. Every sum
/// runs over k in rising order by fused multiply-add from 0, whatever the tile, so tiling changes no bit.
/// </summary>
internal static unsafe class MatrixProduct
{
    private const int TileRows = 4;
    private const int TileBlocks = 4;

    /// <summary>Computes all of c.</summary>
    /// <param name="a">Element (r, k) is a[r * rowStride + k * columnStride].</param>
    /// <param name="rowStride">Distance of rows of a.</param>
    /// <param name="columnStride">Distance of columns of a.</param>
    /// <param name="rows">Rows of a and c.</param>
    /// <param name="inner">Columns of a, rows of b.</param>
    /// <param name="b">[inner][stride].</param>
    /// <param name="c">[rows][stride].</param>
    /// <param name="stride">Distance of rows of b and c, a multiple of 16.</param>
    /// <param name="blocks">Blocks of 16 lanes that are in use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* a, int rowStride, int columnStride, int rows, int inner, float* b, float* c, int stride, int blocks)
    {
        // Addresses stay within the buffers, so nothing here can overflow.
        unchecked
        {
            int block = 0;
            for (; block + TileBlocks <= blocks; block += TileBlocks)
            {
                float* from = b + block * Lanes.Count;
                float* to = c + block * Lanes.Count;
                int r = 0;
                for (; r + TileRows <= rows; r += TileRows)
                {
                    MultiplyTile4x4(a + r * rowStride, rowStride, columnStride, inner, from, to + r * stride, stride);
                }

                for (; r < rows; r++)
                {
                    MultiplyTile1x4(a + r * rowStride, columnStride, inner, from, to + r * stride, stride);
                }
            }

            for (; block < blocks; block++)
            {
                float* from = b + block * Lanes.Count;
                float* to = c + block * Lanes.Count;
                int r = 0;
                for (; r + TileRows <= rows; r += TileRows)
                {
                    MultiplyTile4x1(a + r * rowStride, rowStride, columnStride, inner, from, to + r * stride, stride);
                }

                for (; r < rows; r++)
                {
                    MultiplyTile1x1(a + r * rowStride, columnStride, inner, from, to + r * stride, stride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile4x4(float* a, int rowStride, int columnStride, int inner, float* b, float* c, int stride)
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
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> x1 = Vector512.Load(b + 16);
                Vector512<float> x2 = Vector512.Load(b + 32);
                Vector512<float> x3 = Vector512.Load(b + 48);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(w0, x1, s01);
                s02 = Vector512.FusedMultiplyAdd(w0, x2, s02);
                s03 = Vector512.FusedMultiplyAdd(w0, x3, s03);
                Vector512<float> w1 = Vector512.Create(a[rowStride]);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
                s12 = Vector512.FusedMultiplyAdd(w1, x2, s12);
                s13 = Vector512.FusedMultiplyAdd(w1, x3, s13);
                Vector512<float> w2 = Vector512.Create(a[2 * rowStride]);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                s21 = Vector512.FusedMultiplyAdd(w2, x1, s21);
                s22 = Vector512.FusedMultiplyAdd(w2, x2, s22);
                s23 = Vector512.FusedMultiplyAdd(w2, x3, s23);
                Vector512<float> w3 = Vector512.Create(a[3 * rowStride]);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                s31 = Vector512.FusedMultiplyAdd(w3, x1, s31);
                s32 = Vector512.FusedMultiplyAdd(w3, x2, s32);
                s33 = Vector512.FusedMultiplyAdd(w3, x3, s33);
                a += columnStride;
                b += stride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
            s10.Store(c + stride);
            s11.Store(c + stride + 16);
            s12.Store(c + stride + 32);
            s13.Store(c + stride + 48);
            s20.Store(c + 2 * stride);
            s21.Store(c + 2 * stride + 16);
            s22.Store(c + 2 * stride + 32);
            s23.Store(c + 2 * stride + 48);
            s30.Store(c + 3 * stride);
            s31.Store(c + 3 * stride + 16);
            s32.Store(c + 3 * stride + 32);
            s33.Store(c + 3 * stride + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile1x4(float* a, int columnStride, int inner, float* b, float* c, int stride)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s01 = Vector512<float>.Zero;
            Vector512<float> s02 = Vector512<float>.Zero;
            Vector512<float> s03 = Vector512<float>.Zero;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> x1 = Vector512.Load(b + 16);
                Vector512<float> x2 = Vector512.Load(b + 32);
                Vector512<float> x3 = Vector512.Load(b + 48);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(w0, x1, s01);
                s02 = Vector512.FusedMultiplyAdd(w0, x2, s02);
                s03 = Vector512.FusedMultiplyAdd(w0, x3, s03);
                a += columnStride;
                b += stride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile4x1(float* a, int rowStride, int columnStride, int inner, float* b, float* c, int stride)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s10 = Vector512<float>.Zero;
            Vector512<float> s20 = Vector512<float>.Zero;
            Vector512<float> s30 = Vector512<float>.Zero;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                Vector512<float> w1 = Vector512.Create(a[rowStride]);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                Vector512<float> w2 = Vector512.Create(a[2 * rowStride]);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                Vector512<float> w3 = Vector512.Create(a[3 * rowStride]);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                a += columnStride;
                b += stride;
            }

            s00.Store(c);
            s10.Store(c + stride);
            s20.Store(c + 2 * stride);
            s30.Store(c + 3 * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile1x1(float* a, int columnStride, int inner, float* b, float* c, int stride)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                a += columnStride;
                b += stride;
            }

            s00.Store(c);
        }
    }
}
