using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Layers;

/// <summary>
/// Tiles of <see cref="MatrixProduct"/> for panels of two blocks or one; the latter suit the 16 registers of AVX2, where a block takes two: 6x1
/// takes 15 of them. Parameters as in <see cref="WideTiles"/>.
/// </summary>
internal static unsafe class NarrowTiles
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x2(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s01 = Vector512<float>.Zero;
            Vector512<float> s10 = Vector512<float>.Zero;
            Vector512<float> s11 = Vector512<float>.Zero;
            Vector512<float> s20 = Vector512<float>.Zero;
            Vector512<float> s21 = Vector512<float>.Zero;
            Vector512<float> s30 = Vector512<float>.Zero;
            Vector512<float> s31 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
                s10 = Vector512.Load(c + cStride);
                s11 = Vector512.Load(c + cStride + 16);
                s20 = Vector512.Load(c + 2 * cStride);
                s21 = Vector512.Load(c + 2 * cStride + 16);
                s30 = Vector512.Load(c + 3 * cStride);
                s31 = Vector512.Load(c + 3 * cStride + 16);
            }

            float* a1 = a + rowStride;
            float* a2 = a1 + rowStride;
            float* a3 = a2 + rowStride;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> x1 = Vector512.Load(b + 16);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(w0, x1, s01);
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
                Vector512<float> w2 = Vector512.Create(*a2);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                s21 = Vector512.FusedMultiplyAdd(w2, x1, s21);
                Vector512<float> w3 = Vector512.Create(*a3);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                s31 = Vector512.FusedMultiplyAdd(w3, x1, s31);
                a += columnStride;
                a1 += columnStride;
                a2 += columnStride;
                a3 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s10.Store(c + cStride);
            s11.Store(c + cStride + 16);
            s20.Store(c + 2 * cStride);
            s21.Store(c + 2 * cStride + 16);
            s30.Store(c + 3 * cStride);
            s31.Store(c + 3 * cStride + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x2(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s01 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
            }

            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> x1 = Vector512.Load(b + 16);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                s01 = Vector512.FusedMultiplyAdd(w0, x1, s01);
                a += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6x1(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s10 = Vector512<float>.Zero;
            Vector512<float> s20 = Vector512<float>.Zero;
            Vector512<float> s30 = Vector512<float>.Zero;
            Vector512<float> s40 = Vector512<float>.Zero;
            Vector512<float> s50 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
                s10 = Vector512.Load(c + cStride);
                s20 = Vector512.Load(c + 2 * cStride);
                s30 = Vector512.Load(c + 3 * cStride);
                s40 = Vector512.Load(c + 4 * cStride);
                s50 = Vector512.Load(c + 5 * cStride);
            }

            float* a1 = a + rowStride;
            float* a2 = a1 + rowStride;
            float* a3 = a2 + rowStride;
            float* a4 = a3 + rowStride;
            float* a5 = a4 + rowStride;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                Vector512<float> w2 = Vector512.Create(*a2);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                Vector512<float> w3 = Vector512.Create(*a3);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                Vector512<float> w4 = Vector512.Create(*a4);
                s40 = Vector512.FusedMultiplyAdd(w4, x0, s40);
                Vector512<float> w5 = Vector512.Create(*a5);
                s50 = Vector512.FusedMultiplyAdd(w5, x0, s50);
                a += columnStride;
                a1 += columnStride;
                a2 += columnStride;
                a3 += columnStride;
                a4 += columnStride;
                a5 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s10.Store(c + cStride);
            s20.Store(c + 2 * cStride);
            s30.Store(c + 3 * cStride);
            s40.Store(c + 4 * cStride);
            s50.Store(c + 5 * cStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x1(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s10 = Vector512<float>.Zero;
            Vector512<float> s20 = Vector512<float>.Zero;
            Vector512<float> s30 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
                s10 = Vector512.Load(c + cStride);
                s20 = Vector512.Load(c + 2 * cStride);
                s30 = Vector512.Load(c + 3 * cStride);
            }

            float* a1 = a + rowStride;
            float* a2 = a1 + rowStride;
            float* a3 = a2 + rowStride;
            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                Vector512<float> w2 = Vector512.Create(*a2);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                Vector512<float> w3 = Vector512.Create(*a3);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                a += columnStride;
                a1 += columnStride;
                a2 += columnStride;
                a3 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s10.Store(c + cStride);
            s20.Store(c + 2 * cStride);
            s30.Store(c + 3 * cStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x1(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
            }

            for (int k = 0; k < inner; k++)
            {
                Vector512<float> x0 = Vector512.Load(b);
                Vector512<float> w0 = Vector512.Create(*a);
                s00 = Vector512.FusedMultiplyAdd(w0, x0, s00);
                a += columnStride;
                b += bStride;
            }

            s00.Store(c);
        }
    }
}
