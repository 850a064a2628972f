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
            if (wide && stride == 1 && count == RowBlock.GroupRows)
            {
                PlaneTransposition.Transpose(planes, width, rows);
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
                    if (wide)
                    {
                        Word512(source, bits, here == 64 && stride == 1 ? target : words);
                    }
                    else
                    {
                        WordScalar(source, bits, words);
                    }

                    if (!wide || here < 64 || stride > 1)
                    {
                        for (int r = 0; r < here; r++)
                        {
                            target[(nint)r * stride] = words[r];
                        }
                    }
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
        if (wide)
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
                    Write512(first, second, rows, stride, count);
                    rows++;
                    filled -= 64;

                    // What did not fit: the chunk less the bits that did. A shift by 64 would be taken modulo 64, so it is done in two.
                    int written = Math.Min(4, width - i) * bits - filled;
                    first = (low >> (written - 1)) >> 1;
                    second = (high >> (written - 1)) >> 1;
                }
            }

            if (filled > 0)
            {
                Write512(first, second, rows, stride, count);
            }
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

    private static void Word512(ulong* source, int bits, ulong* words)
    {
        unchecked
        {
            Vector512<byte> byRows = Vector512.Create(
                (byte)0, 8, 16, 24, 32, 40, 48, 56, 1, 9, 17, 25, 33, 41, 49, 57, 2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51, 59,
                4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61, 6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55, 63);
            ulong* eight = stackalloc ulong[8];
            for (int c = 0; c * 8 < bits; c++)
            {
                for (int p = 0; p < 8; p++)
                {
                    int element = c * 8 + p;
                    eight[p] = element < bits ? source[element * 2 * RowBlock.PlaneWords] : 0UL;
                }

                Vector512<ulong> x = Vector512.Shuffle(Vector512.Load((byte*)eight), byRows).AsUInt64();
                Vector512<ulong> t = (x ^ (x >> 7)) & Vector512.Create(0x00AA00AA00AA00AAUL);
                x ^= t ^ (t << 7);
                t = (x ^ (x >> 14)) & Vector512.Create(0x0000CCCC0000CCCCUL);
                x ^= t ^ (t << 14);
                t = (x ^ (x >> 28)) & Vector512.Create(0x00000000F0F0F0F0UL);
                x ^= t ^ (t << 28);
                x.Store(eight);
                for (int j = 0; j < 8; j++)
                {
                    Vector512<ulong> codes = Avx512F.ConvertToVector512UInt64(Vector128.CreateScalar(eight[j]).AsByte()) << (8 * c);
                    if (c > 0)
                    {
                        codes |= Vector512.Load(words + 8 * j);
                    }

                    codes.Store(words + 8 * j);
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
