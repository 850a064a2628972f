using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Columns;

/// <summary>
/// From a column per neuron to a packed key per row, 16 rows at a time: codes are gathered into half words of 32 bits, two of which make a
/// word.
/// </summary>
internal static unsafe class ColumnPacking
{
    private const int HalfBits = 32;

    /// <summary>Packs the codes of a layer.</summary>
    /// <param name="codes">Codes below 2^Bits, [width][stride].</param>
    /// <param name="layer">Its shape; its words are written.</param>
    public static void Pack(uint* codes, LayerColumns layer)
    {
        fixed (ulong* words = layer.Words)
        {
            Pack(codes, layer.Stride, layer.Rows, layer.Width, layer.Bits, layer.WordsPerRow, words);
        }
    }

    /// <summary>Packs the values of a layer of 32 bits as bit patterns, that of -0 being that of +0.</summary>
    /// <param name="layer">Its values are read, its words written.</param>
    public static void PackValues(LayerColumns layer)
    {
        fixed (ulong* words = layer.Words)
        {
            PackValues(layer.Buffer.Pointer, layer.Stride, layer.Rows, layer.Width, layer.WordsPerRow, words);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(uint* codes, int stride, int rows, int width, int bits, int perRow, ulong* words)
    {
        unchecked
        {
            for (int row = 0; row < rows; row += Lanes.Count)
            {
                for (int word = 0; word < perRow; word++)
                {
                    Vector512<uint> low = Half(codes + row, stride, width, bits, 2 * word);
                    Vector512<uint> high = Half(codes + row, stride, width, bits, (2 * word) + 1);
                    Store(low, high, words + (row * perRow) + word, perRow, rows - row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackValues(float* values, int stride, int rows, int width, int perRow, ulong* words)
    {
        unchecked
        {
            for (int row = 0; row < rows; row += Lanes.Count)
            {
                float* at = values + row;
                for (int word = 0; word < perRow; word++, at += 2 * stride)
                {
                    // The sum with +0 is +0 for both zeros.
                    Vector512<float> low = Vector512.Load(at) + Vector512<float>.Zero;
                    Vector512<float> high = (2 * word) + 1 < width ? Vector512.Load(at + stride) + Vector512<float>.Zero : Vector512<float>.Zero;
                    Store(low.AsUInt32(), high.AsUInt32(), words + (row * perRow) + word, perRow, rows - row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Half(uint* codes, int stride, int width, int bits, int half)
    {
        unchecked
        {
            int neuron = half * HalfBits / bits;
            int offset = (neuron * bits) - (half * HalfBits);
            Vector512<uint> gathered = Vector512<uint>.Zero;
            for (uint* column = codes + (neuron * stride); neuron < width && offset < HalfBits; neuron++, column += stride)
            {
                Vector512<uint> code = Vector512.Load(column);
                gathered |= offset >= 0 ? code << offset : code >> -offset;
                offset += bits;
            }

            return gathered;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<uint> low, Vector512<uint> high, ulong* to, int stride, int rows)
    {
        unchecked
        {
            Vector512<ulong> first = Vector512.WidenLower(low) | (Vector512.WidenLower(high) << HalfBits);
            Vector512<ulong> second = Vector512.WidenUpper(low) | (Vector512.WidenUpper(high) << HalfBits);
            if (stride == 1 && rows >= Lanes.Count)
            {
                first.Store(to);
                second.Store(to + 8);
                return;
            }

            ulong* keys = stackalloc ulong[Lanes.Count];
            first.Store(keys);
            second.Store(keys + 8);
            int count = Math.Min(rows, Lanes.Count);
            for (int i = 0; i < count; i++)
            {
                to[i * stride] = keys[i];
            }
        }
    }
}
