using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Layers;

/// <summary>
/// Tiles of <see cref="MatrixProduct"/>: RxC is R rows of c by C blocks of 16 lanes, held in registers while k runs. These suit the 32 registers
/// of AVX-512: 4x4 takes 25 of them. Parameters are those of <see cref="MatrixProduct.Multiply"/>; <c>resume</c>: go on from the sums in c
/// instead of 0.
/// </summary>
internal static unsafe class WideTiles
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x4(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
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
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
                s02 = Vector512.Load(c + 32);
                s03 = Vector512.Load(c + 48);
                s10 = Vector512.Load(c + cStride);
                s11 = Vector512.Load(c + cStride + 16);
                s12 = Vector512.Load(c + cStride + 32);
                s13 = Vector512.Load(c + cStride + 48);
                s20 = Vector512.Load(c + 2 * cStride);
                s21 = Vector512.Load(c + 2 * cStride + 16);
                s22 = Vector512.Load(c + 2 * cStride + 32);
                s23 = Vector512.Load(c + 2 * cStride + 48);
                s30 = Vector512.Load(c + 3 * cStride);
                s31 = Vector512.Load(c + 3 * cStride + 16);
                s32 = Vector512.Load(c + 3 * cStride + 32);
                s33 = Vector512.Load(c + 3 * cStride + 48);
            }

            float* a1 = a + rowStride;
            float* a2 = a1 + rowStride;
            float* a3 = a2 + rowStride;
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
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
                s12 = Vector512.FusedMultiplyAdd(w1, x2, s12);
                s13 = Vector512.FusedMultiplyAdd(w1, x3, s13);
                Vector512<float> w2 = Vector512.Create(*a2);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                s21 = Vector512.FusedMultiplyAdd(w2, x1, s21);
                s22 = Vector512.FusedMultiplyAdd(w2, x2, s22);
                s23 = Vector512.FusedMultiplyAdd(w2, x3, s23);
                Vector512<float> w3 = Vector512.Create(*a3);
                s30 = Vector512.FusedMultiplyAdd(w3, x0, s30);
                s31 = Vector512.FusedMultiplyAdd(w3, x1, s31);
                s32 = Vector512.FusedMultiplyAdd(w3, x2, s32);
                s33 = Vector512.FusedMultiplyAdd(w3, x3, s33);
                a += columnStride;
                a1 += columnStride;
                a2 += columnStride;
                a3 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
            s10.Store(c + cStride);
            s11.Store(c + cStride + 16);
            s12.Store(c + cStride + 32);
            s13.Store(c + cStride + 48);
            s20.Store(c + 2 * cStride);
            s21.Store(c + 2 * cStride + 16);
            s22.Store(c + 2 * cStride + 32);
            s23.Store(c + 2 * cStride + 48);
            s30.Store(c + 3 * cStride);
            s31.Store(c + 3 * cStride + 16);
            s32.Store(c + 3 * cStride + 32);
            s33.Store(c + 3 * cStride + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile3x4(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
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
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
                s02 = Vector512.Load(c + 32);
                s03 = Vector512.Load(c + 48);
                s10 = Vector512.Load(c + cStride);
                s11 = Vector512.Load(c + cStride + 16);
                s12 = Vector512.Load(c + cStride + 32);
                s13 = Vector512.Load(c + cStride + 48);
                s20 = Vector512.Load(c + 2 * cStride);
                s21 = Vector512.Load(c + 2 * cStride + 16);
                s22 = Vector512.Load(c + 2 * cStride + 32);
                s23 = Vector512.Load(c + 2 * cStride + 48);
            }

            float* a1 = a + rowStride;
            float* a2 = a1 + rowStride;
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
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
                s12 = Vector512.FusedMultiplyAdd(w1, x2, s12);
                s13 = Vector512.FusedMultiplyAdd(w1, x3, s13);
                Vector512<float> w2 = Vector512.Create(*a2);
                s20 = Vector512.FusedMultiplyAdd(w2, x0, s20);
                s21 = Vector512.FusedMultiplyAdd(w2, x1, s21);
                s22 = Vector512.FusedMultiplyAdd(w2, x2, s22);
                s23 = Vector512.FusedMultiplyAdd(w2, x3, s23);
                a += columnStride;
                a1 += columnStride;
                a2 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
            s10.Store(c + cStride);
            s11.Store(c + cStride + 16);
            s12.Store(c + cStride + 32);
            s13.Store(c + cStride + 48);
            s20.Store(c + 2 * cStride);
            s21.Store(c + 2 * cStride + 16);
            s22.Store(c + 2 * cStride + 32);
            s23.Store(c + 2 * cStride + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile2x4(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
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
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
                s02 = Vector512.Load(c + 32);
                s03 = Vector512.Load(c + 48);
                s10 = Vector512.Load(c + cStride);
                s11 = Vector512.Load(c + cStride + 16);
                s12 = Vector512.Load(c + cStride + 32);
                s13 = Vector512.Load(c + cStride + 48);
            }

            float* a1 = a + rowStride;
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
                Vector512<float> w1 = Vector512.Create(*a1);
                s10 = Vector512.FusedMultiplyAdd(w1, x0, s10);
                s11 = Vector512.FusedMultiplyAdd(w1, x1, s11);
                s12 = Vector512.FusedMultiplyAdd(w1, x2, s12);
                s13 = Vector512.FusedMultiplyAdd(w1, x3, s13);
                a += columnStride;
                a1 += columnStride;
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
            s10.Store(c + cStride);
            s11.Store(c + cStride + 16);
            s12.Store(c + cStride + 32);
            s13.Store(c + cStride + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile1x4(float* a, nint rowStride, nint columnStride, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            Vector512<float> s00 = Vector512<float>.Zero;
            Vector512<float> s01 = Vector512<float>.Zero;
            Vector512<float> s02 = Vector512<float>.Zero;
            Vector512<float> s03 = Vector512<float>.Zero;
            if (resume)
            {
                s00 = Vector512.Load(c);
                s01 = Vector512.Load(c + 16);
                s02 = Vector512.Load(c + 32);
                s03 = Vector512.Load(c + 48);
            }

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
                b += bStride;
            }

            s00.Store(c);
            s01.Store(c + 16);
            s02.Store(c + 32);
            s03.Store(c + 48);
        }
    }
}
