using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>From planes and pairs to packed rows.</summary>
internal static unsafe class RowPacking
{
    /// <summary>Planes to packed rows of one bit per code.</summary>
    /// <param name="planes">[width][plane, complement][8 words].</param>
    /// <param name="width">Codes per row.</param>
    /// <param name="rows">Receives [count][stride] words.</param>
    /// <param name="stride">Words per row, ceil(width / 64).</param>
    /// <param name="count">Rows, 1..512.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void FromPlanes(ulong* planes, int width, ulong* rows, int stride, int count, bool wide)
    {
        unchecked
        {
            if (wide)
            {
                FromPlanes512(planes, width, rows, stride, count);
                return;
            }

            ulong* words = stackalloc ulong[64];
            for (int g = 0; g * 64 < count; g++)
            {
                int here = Math.Min(64, count - g * 64);
                for (int w = 0; w < stride; w++)
                {
                    int bits = Math.Min(64, width - 64 * w);
                    ulong* source = planes + (nint)w * 64 * 2 * RowBlock.PlaneWords + g;
                    ulong* target = rows + (nint)g * 64 * stride + w;
                    WordScalar(source, bits, words);
                    for (int r = 0; r < here; r++)
                    {
                        target[(nint)r * stride] = words[r];
                    }
                }
            }
        }
    }

    [SkipLocalsInit]
    private static void FromPlanes512(ulong* planes, int width, ulong* rows, int stride, int count)
    {
        unchecked
        {
            ulong* words = stackalloc ulong[RowBlock.GroupRows];
            bool whole = stride == 1 && count == RowBlock.GroupRows;
            for (int w = 0; w < stride; w++)
            {
                ulong* target = whole ? rows : words;
                PlaneTransposition.Transpose(planes + (nint)w * 64 * 2 * RowBlock.PlaneWords, Math.Min(64, width - 64 * w), target);
                for (int r = 0; r < count && !whole; r++)
                {
                    rows[(nint)r * stride + w] = words[r];
                }
            }
        }
    }

    /// <summary>Pairs of 16 rows to packed rows.</summary>
    /// <param name="pairs">[pairs][16 rows], low code in the low half, no code behind the last one.</param>
    /// <param name="width">Codes per row.</param>
    /// <param name="bits">Bits of a code, 2..8.</param>
    /// <param name="rows">Receives [count][stride] words.</param>
    /// <param name="stride">Words per row.</param>
    /// <param name="count">Rows, 1..16.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void FromPairs(int* pairs, int width, int bits, ulong* rows, int stride, int count, bool wide)
    {
        if (wide && bits == 8 && stride <= 2 && count == RowBlock.Rows)
        {
            BytePacking.FromPairs(pairs, width, rows);
        }
        else if (wide)
        {
            FromPairs512(pairs, width, bits, rows, stride, count);
        }
        else
        {
            FromPairsScalar(pairs, width, bits, rows, stride, count);
        }
    }

    private static void FromPairs512(int* pairs, int width, int bits, ulong* rows, int stride, int count)
    {
        unchecked
        {
            Vector512<ulong> first = Vector512<ulong>.Zero;
            Vector512<ulong> second = Vector512<ulong>.Zero;
            Vector512<uint> mask = Vector512.Create(0xFFu);
            Vector512<ulong> firstWords = first;
            Vector512<ulong> secondWords = first;
            bool two = stride == 2 && count == RowBlock.Rows;
            bool kept = false;
            int filled = 0;
            for (int i = 0; i < width; i += 4)
            {
                Vector512<uint> v = Vector512.Load((uint*)pairs);
                Vector512<uint> chunk = (v & mask) | ((v >> 16) << bits);
                if (i + 2 < width)
                {
                    v = Vector512.Load((uint*)pairs + RowBlock.Rows);
                    chunk |= ((v & mask) << (2 * bits)) | ((v >> 16) << (3 * bits));
                }

                pairs += 2 * RowBlock.Rows;
                Vector512<ulong> low = Avx512F.ConvertToVector512UInt64(chunk.GetLower());
                Vector512<ulong> high = Avx512F.ConvertToVector512UInt64(chunk.GetUpper());
                first |= low << filled;
                second |= high << filled;
                filled += Math.Min(4, width - i) * bits;
                if (filled >= 64)
                {
                    if (two && !kept)
                    {
                        firstWords = first;
                        secondWords = second;
                        kept = true;
                    }
                    else if (two)
                    {
                        Interleave(firstWords, first, secondWords, second, rows - 1);
                    }
                    else
                    {
                        Write512(first, second, rows, stride, count);
                    }

                    rows++;
                    filled -= 64;

                    // What did not fit: the chunk less the bits that did. A shift by 64 would be taken modulo 64, so it is done in two.
                    int written = Math.Min(4, width - i) * bits - filled;
                    first = (low >> (written - 1)) >> 1;
                    second = (high >> (written - 1)) >> 1;
                }
            }

            if (filled > 0 && two)
            {
                Interleave(firstWords, first, secondWords, second, rows - 1);
            }
            else if (filled > 0)
            {
                Write512(first, second, rows, stride, count);
            }
        }
    }

    // Two words of each of 16 rows: the low words come as two vectors of eight rows, and so do the high ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Interleave(
        Vector512<ulong> low, Vector512<ulong> high, Vector512<ulong> low8, Vector512<ulong> high8, ulong* target)
    {
        Vector512<ulong> start = Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11);
        Vector512<ulong> end = Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15);
        unchecked
        {
            Avx512F.PermuteVar8x64x2(low, start, high).Store(target);
            Avx512F.PermuteVar8x64x2(low, end, high).Store(target + 8);
            Avx512F.PermuteVar8x64x2(low8, start, high8).Store(target + 16);
            Avx512F.PermuteVar8x64x2(low8, end, high8).Store(target + 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write512(Vector512<ulong> first, Vector512<ulong> second, ulong* target, int stride, int count)
    {
        if (stride == 1 && count == RowBlock.Rows)
        {
            first.Store(target);
            second.Store(target + 8);
            return;
        }

        Scatter(first, second, target, stride, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scatter(Vector512<ulong> first, Vector512<ulong> second, ulong* target, int stride, int count)
    {
        ulong* words = stackalloc ulong[RowBlock.Rows];
        first.Store(words);
        second.Store(words + 8);
        Write(words, target, stride, count);
    }

    private static void FromPairsScalar(int* pairs, int width, int bits, ulong* rows, int stride, int count)
    {
        unchecked
        {
            ulong* words = stackalloc ulong[RowBlock.Rows];
            ulong* rest = stackalloc ulong[RowBlock.Rows];
            new Span<ulong>(words, RowBlock.Rows).Clear();
            int filled = 0;
            for (int first = 0; first < width; first += 4)
            {
                int chunkBits = Math.Min(4, width - first) * bits;
                bool full = filled + chunkBits >= 64;
                ChunkScalar(pairs + (nint)(first / 2) * RowBlock.Rows, first + 2 < width, bits, filled, full, 64 - filled, words, rest);
                filled += chunkBits;
                if (full)
                {
                    Write(words, rows, stride, count);
                    rows++;
                    filled -= 64;
                    ulong* written = words;
                    words = rest;
                    rest = written;
                }
            }

            if (filled > 0)
            {
                Write(words, rows, stride, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ulong* words, ulong* target, int stride, int count)
    {
        for (int r = 0; r < count; r++)
        {
            target[unchecked((nint)r * stride)] = words[r];
        }
    }

    private static void ChunkScalar(int* source, bool both, int bits, int filled, bool full, int left, ulong* words, ulong* rest)
    {
        unchecked
        {
            for (int r = 0; r < RowBlock.Rows; r++)
            {
                uint v = (uint)source[r];
                ulong chunk = (v & 0xFFu) | ((v >> 16) << bits);
                if (both)
                {
                    v = (uint)source[RowBlock.Rows + r];
                    chunk |= ((v & 0xFFu) << (2 * bits)) | ((v >> 16) << (3 * bits));
                }

                words[r] |= chunk << filled;
                if (full)
                {
                    rest[r] = (chunk >> (left - 1)) >> 1;
                }
            }
        }
    }

    private static void WordScalar(ulong* source, int bits, ulong* words)
    {
        unchecked
        {
            new Span<ulong>(words, 64).Clear();
            for (int c = 0; c * 8 < bits; c++)
            {
                for (int j = 0; j < 8; j++)
                {
                    ulong x = 0;
                    for (int p = 0; p < 8 && c * 8 + p < bits; p++)
                    {
                        x |= ((source[(c * 8 + p) * 2 * RowBlock.PlaneWords] >> (8 * j)) & 255UL) << (8 * p);
                    }

                    ulong t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AAUL;
                    x ^= t ^ (t << 7);
                    t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCCUL;
                    x ^= t ^ (t << 14);
                    t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0UL;
                    x ^= t ^ (t << 28);
                    for (int r = 0; r < 8; r++)
                    {
                        words[8 * j + r] |= ((x >> (8 * r)) & 255UL) << (8 * c);
                    }
                }
            }
        }
    }
}
