using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>Codes of eight bits from pairs to packed rows of one or two words, on AVX-512: a code is a byte, so packing is moving bytes.</summary>
internal static unsafe class BytePacking
{
    // A packed vector holds, in each lane of 16 bytes, one pair of bytes of each of four rows, and then the next pair: word r of row
    // 4 * lane + r stands at 8 * lane + r, the next at 4 more. A second vector (index + 32) goes on with two pairs more.
    private static readonly Vector512<ushort> FirstRows = Vector512.Create(
        (ushort)0, 4, 32, 36, 1, 5, 33, 37, 2, 6, 34, 38, 3, 7, 35, 39, 8, 12, 40, 44, 9, 13, 41, 45, 10, 14, 42, 46, 11, 15, 43, 47);

    /// <summary>Packs 16 rows.</summary>
    /// <param name="pairs">[pairs][16 rows], codes in 16 bits each, low code in the low half, no code behind the last one.</param>
    /// <param name="width">Codes per row, 1..16.</param>
    /// <param name="rows">Receives 16 rows of ceil(width / 8) words.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromPairs(int* pairs, int width, ulong* rows)
    {
        unchecked
        {
            int count = RowBlock.Pairs(width);
            Words(pairs, count, out Vector512<ulong> low, out Vector512<ulong> low8);
            if (count <= 4)
            {
                low.Store(rows);
                low8.Store(rows + 8);
                return;
            }

            Words(pairs + 4 * RowBlock.Rows, count - 4, out Vector512<ulong> high, out Vector512<ulong> high8);
            RowPacking.Interleave(low, high, low8, high8, rows);
        }
    }

    // A word of each of 16 rows from up to four pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words(int* pairs, int count, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        Vector512<byte> a = Avx512BW.PackUnsignedSaturate(Pair(pairs, 0, count), Pair(pairs, 1, count));
        Vector512<byte> b = count <= 2 ? Vector512<byte>.Zero : Avx512BW.PackUnsignedSaturate(Pair(pairs, 2, count), Pair(pairs, 3, count));
        Vector512<ushort> rows = FirstRows;
        first = Avx512BW.PermuteVar32x16x2(a.AsUInt16(), rows, b.AsUInt16()).AsUInt64();
        second = Avx512BW.PermuteVar32x16x2(a.AsUInt16(), rows + Vector512.Create((ushort)16), b.AsUInt16()).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Pair(int* pairs, int pair, int count) =>
        pair < count ? Vector512.Load((short*)unchecked(pairs + pair * RowBlock.Rows)) : Vector512<short>.Zero;
}
