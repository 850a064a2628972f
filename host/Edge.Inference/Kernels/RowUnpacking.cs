using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>From packed rows to planes and pairs.</summary>
internal static unsafe class RowUnpacking
{
    /// <summary>One-bit codes of up to 512 rows to planes and their complements.</summary>
    /// <param name="rows">Packed rows, [count][stride] words.</param>
    /// <param name="stride">Words per row.</param>
    /// <param name="count">Rows, 1..512.</param>
    /// <param name="width">Codes per row.</param>
    /// <param name="planes">Receives [width][plane, complement][8 words]; bits behind the last row are 0, in the complement 1.</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void ToPlanes(ulong* rows, int stride, int count, int width, ulong* planes, bool wide)
    {
        unchecked
        {
            byte* column = stackalloc byte[64];
            for (int g = 0; g * 64 < count; g++)
            {
                int here = Math.Min(64, count - g * 64);
                for (int c = 0; c * 8 < width; c++)
                {
                    if (wide && stride == 1 && here == 64)
                    {
                        Bytes512(rows + (nint)g * 64, c, column);
                        Columns(column, Math.Min(8, width - c * 8), planes + (nint)c * 8 * 2 * RowBlock.PlaneWords + g, wide);
                        continue;
                    }

                    byte* source = (byte*)(rows + (nint)g * 64 * stride) + c;
                    new Span<byte>(column, 64).Clear();
                    for (int r = 0; r < here; r++)
                    {
                        column[r] = source[(nint)r * stride * 8];
                    }

                    Columns(column, Math.Min(8, width - c * 8), planes + (nint)c * 8 * 2 * RowBlock.PlaneWords + g, wide);
                }
            }
        }
    }

    /// <summary>Codes of several bits of 16 rows to pairs.</summary>
    /// <param name="rows">Packed rows, [count][stride] words.</param>
    /// <param name="stride">Words per row.</param>
    /// <param name="count">Rows, 1..16; lanes behind them hold what they will.</param>
    /// <param name="width">Codes per row.</param>
    /// <param name="bits">Bits of a code, 2..8.</param>
    /// <param name="pairs">Receives [pairs][16 rows], low code in the low half.</param>
    public static void ToPairs(ulong* rows, int stride, int count, int width, int bits, int* pairs)
    {
        unchecked
        {
            uint* chunk = stackalloc uint[RowBlock.Rows];
            new Span<uint>(chunk, RowBlock.Rows).Clear();
            uint mask = (1u << bits) - 1u;
            for (int first = 0; first < width; first += 4)
            {
                int bit = first * bits;
                int word = bit >> 6;
                int shift = bit & 63;
                bool straddles = shift + 4 * bits > 64 && word + 1 < stride;
                for (int r = 0; r < count; r++)
                {
                    ulong* row = rows + (nint)r * stride + word;
                    ulong value = row[0] >> shift;
                    if (straddles)
                    {
                        value |= row[1] << (64 - shift);
                    }

                    chunk[r] = (uint)value;
                }

                int* target = pairs + (nint)(first / 2) * RowBlock.Rows;
                Vector128<uint> masks = Vector128.Create(mask);
                bool both = first + 2 < width;
                for (int r = 0; r < RowBlock.Rows; r += 4)
                {
                    Vector128<uint> v = Vector128.Load(chunk + r);
                    ((v & masks) | (((v >> bits) & masks) << 16)).AsInt32().Store(target + r);
                    if (both)
                    {
                        (((v >> (2 * bits)) & masks) | (((v >> (3 * bits)) & masks) << 16)).AsInt32().Store(target + RowBlock.Rows + r);
                    }
                }
            }
        }
    }

    /// <summary>Planes to pairs for one block of 16 rows.</summary>
    /// <param name="planes">[width][plane, complement][8 words].</param>
    /// <param name="width">Number of elements.</param>
    /// <param name="block">Block within the group, 0..31.</param>
    /// <param name="pairs">Receives [pairs][16 rows].</param>
    /// <param name="wide">True to use vectors of 512 bits.</param>
    public static void PlanesToPairs(ulong* planes, int width, int block, int* pairs, bool wide)
    {
        unchecked
        {
            ushort* source = (ushort*)planes + block;
            const int Stride = 2 * RowBlock.PlaneWords * 4;
            for (int i = 0; i < width; i += 2)
            {
                uint low = source[(nint)i * Stride];
                uint high = i + 1 < width ? source[(nint)(i + 1) * Stride] : 0u;
                uint both = low | (high << 16);
                int* target = pairs + (nint)(i / 2) * RowBlock.Rows;
                if (wide)
                {
                    Vector512<uint> lanes = Vector512.Create(0u, 1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 10u, 11u, 12u, 13u, 14u, 15u);
                    (Avx512F.ShiftRightLogicalVariable(Vector512.Create(both), lanes) & Vector512.Create(0x00010001u))
                        .AsInt32().Store(target);
                }
                else
                {
                    for (int r = 0; r < RowBlock.Rows; r++)
                    {
                        target[r] = (int)((both >> r) & 0x00010001u);
                    }
                }
            }
        }
    }

    /// <summary>One byte of each of 64 words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes512(ulong* words, int which, byte* bytes)
    {
        unchecked
        {
            for (int r = 0; r < 64; r += 8)
            {
                Vector128<byte> eight = Avx512F.ConvertToVector128Byte(Vector512.Load(words + r) >> (8 * which));
                *(ulong*)(bytes + r) = eight.AsUInt64().ToScalar();
            }
        }
    }

    /// <summary>The bits of 64 bytes as planes: the highest is read off, then all move up by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(byte* column, int count, ulong* target, bool wide)
    {
        unchecked
        {
            if (wide)
            {
                Vector512<byte> v = Vector512.Load(column);
                for (int i = 7; i >= 0; i--)
                {
                    if (i < count)
                    {
                        Write(target + i * 2 * RowBlock.PlaneWords, Vector512.ExtractMostSignificantBits(v));
                    }

                    v += v;
                }

                return;
            }

            Vector128<byte> a = Vector128.Load(column);
            Vector128<byte> b = Vector128.Load(column + 16);
            Vector128<byte> c = Vector128.Load(column + 32);
            Vector128<byte> d = Vector128.Load(column + 48);
            for (int i = 7; i >= 0; i--)
            {
                if (i < count)
                {
                    ulong low = a.ExtractMostSignificantBits() | (b.ExtractMostSignificantBits() << 16);
                    ulong high = c.ExtractMostSignificantBits() | (d.ExtractMostSignificantBits() << 16);
                    Write(target + i * 2 * RowBlock.PlaneWords, low | (high << 32));
                }

                a += a;
                b += b;
                c += c;
                d += d;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ulong* plane, ulong bits)
    {
        plane[0] = bits;
        unchecked(plane + RowBlock.PlaneWords)[0] = ~bits;
    }
}
