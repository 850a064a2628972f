using System.Buffers.Binary;
using Edge.Core.Models;
using Edge.Information.Codes;

namespace Edge.Devices.Recording;

/// <summary>Rows as they come over the wire, taken apart into layers.</summary>
public static class WireRows
{
    private const int WordBits = 64;

    /// <summary>The codes of every recorded layer.</summary>
    /// <param name="model">The model that made the rows.</param>
    /// <param name="rows">Packed rows one after the other: the recorded layers follow each other without padding, each row padded to a
    /// byte.</param>
    /// <returns>One layer after the other from the input on, each with all rows.</returns>
    /// <exception cref="ArgumentException">The bytes are no whole rows of the model.</exception>
    public static IReadOnlyList<CodeLayer> Unpack(IntegerModel model, ReadOnlySpan<byte> rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        int rowBytes = (model.RecordedBitsPerRow() + 7) >> 3;
        if (rows.Length % rowBytes != 0)
        {
            throw new ArgumentException($"{rows.Length} bytes are no whole rows of {rowBytes} bytes", nameof(rows));
        }

        int count = rows.Length / rowBytes;
        CodeLayer[] layers = new CodeLayer[model.RecordedLayers];

        // A word may be read at any byte of a row, and its 9th byte too: the row is copied to where that much follows it.
        byte[] row = new byte[rowBytes + sizeof(ulong) + 1];
        int firstBit = 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            TensorFormat format = model.RecordedFormat(layer);
            int bits = format.Width * format.Bits;
            int words = PackedCodes.WordsFor(format.Width, format.Bits);
            ulong[] packed = new ulong[count * words];
            for (int r = 0; r < count; r++)
            {
                rows.Slice(r * rowBytes, rowBytes).CopyTo(row);
                for (int word = 0; word < words; word++)
                {
                    packed[(r * words) + word] = Bits(row, firstBit + (word * WordBits), Math.Min(WordBits, bits - (word * WordBits)));
                }
            }

            layers[layer] = new CodeLayer(LayerNames.Of(model, layer), new PackedCodes(packed, count, format.Width, format.Bits));
            firstBit += bits;
        }

        return layers;
    }

    private static ulong Bits(ReadOnlySpan<byte> row, int position, int count)
    {
        int shift = position & 7;
        ReadOnlySpan<byte> from = row[(position >> 3)..];
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(from) >> shift;
        if (shift != 0)
        {
            value |= (ulong)from[sizeof(ulong)] << (WordBits - shift);
        }

        return count == WordBits ? value : value & ((1UL << count) - 1);
    }
}
