using Edge.Core.Histograms;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Information.Codes;

namespace Edge.Devices.Session;

/// <summary>
/// Puts the histograms of one counting together from the sections of HISTOGRAM_WORDS, which must come in order. Everything is checked: a layer
/// is taken when its CRC fits, its words differ, and its rows are those that were counted, label by label.
/// </summary>
internal sealed class HistogramAssembler
{
    private const int MostCountBytes = 3;
    private readonly IntegerModel model;
    private readonly long[] rowsOfLabels;
    private readonly CountedLayer[] layers;
    private readonly List<ulong> words = [];
    private readonly List<long> counts = [];
    private uint crc;
    private (int State, int Words, uint Crc)? open;

    /// <param name="model">The model.</param>
    /// <param name="labels">Labels of the rows that were counted.</param>
    /// <param name="classes">Number of classes.</param>
    public HistogramAssembler(IntegerModel model, ReadOnlySpan<int> labels, int classes)
    {
        this.model = model;
        rowsOfLabels = new long[classes];
        foreach (int label in labels)
        {
            rowsOfLabels[label]++;
        }

        layers = new CountedLayer[model.RecordedLayers];
    }

    /// <summary>The layer whose words come next; the number of layers where all are there.</summary>
    public int Layer { get; private set; }

    /// <summary>The word of that layer that comes next, from 0.</summary>
    public int Word { get; private set; }

    /// <summary>True where all layers are there.</summary>
    public bool Complete => Layer == layers.Length;

    /// <summary>The layers, when all are there.</summary>
    public IReadOnlyList<CountedLayer> Layers => layers;

    /// <summary>Takes the sections of one answer to a request for <see cref="Word"/> of <see cref="Layer"/>.</summary>
    /// <returns>False where they are not what was asked for, bring nothing, or do not add up; what came so far is of no use then.</returns>
    public bool Take(byte[] body, int offset, int count)
    {
        int end = offset + count;
        (int, int) before = (Layer, Word);
        while (offset < end)
        {
            if (Complete || end - offset < HistogramSection.Length || !TakeSection(body, ref offset, end))
            {
                return false;
            }
        }

        return (Layer, Word) != before;
    }

    private bool TakeSection(byte[] body, ref int offset, int end)
    {
        int state = body[offset + HistogramSection.State];
        int all = LittleEndian.ReadU16(body, offset + HistogramSection.Words);
        uint allCrc = LittleEndian.ReadU32(body, offset + HistogramSection.Crc);
        int first = LittleEndian.ReadU16(body, offset + HistogramSection.FirstWord);
        int here = LittleEndian.ReadU16(body, offset + HistogramSection.Count);
        open ??= (state, all, allCrc);
        if (body[offset + HistogramSection.Layer] != Layer || open != (state, all, allCrc) || first != Word || here > all - first
            || state > LayerState.TooWide || (state == LayerState.Counted) != (all > 0))
        {
            return false;
        }

        offset += HistogramSection.Length;
        for (int i = 0; i < here; i++)
        {
            int start = offset;
            if (!TakeWord(body, ref offset, end))
            {
                return false;
            }

            crc = Crc32.Continue(crc, body, start, offset - start);
        }

        Word += here;
        return Word < all || Close(state, allCrc);
    }

    private bool TakeWord(byte[] body, ref int at, int end)
    {
        TensorFormat format = model.RecordedFormat(Layer);
        int bits = format.Width * format.Bits;
        int bytes = (bits + 7) / 8;
        int classes = rowsOfLabels.Length;
        int bitmap = (classes + 7) / 8;
        if (end - at < bytes + bitmap || HasPadding(body[at + bytes - 1], bits) || HasPadding(body[at + bytes + bitmap - 1], classes))
        {
            return false;
        }

        for (int i = 0; i < bytes; i += sizeof(ulong))
        {
            ulong word = 0;
            for (int b = 0; b < Math.Min(sizeof(ulong), bytes - i); b++)
            {
                word |= (ulong)body[at + i + b] << (8 * b);
            }

            words.Add(word);
        }

        int labels = at + bytes;
        at = labels + bitmap;
        for (int label = 0; label < classes; label++)
        {
            int count = 0;
            if (((body[labels + (label >> 3)] >> (label & 7)) & 1) != 0 && !TakeCount(body, ref at, end, out count))
            {
                return false;
            }

            counts.Add(count);
        }

        return true;
    }

    private static bool TakeCount(byte[] body, ref int at, int end, out int count)
    {
        count = 0;
        for (int i = 0; i < MostCountBytes && at < end; i++)
        {
            int value = body[at++];
            count |= (value & 0x7F) << (7 * i);
            if (value < 0x80)
            {
                return count is > 0 and <= CodeCounter.MostRows;
            }
        }

        return false;
    }

    private static bool HasPadding(byte last, int bits) => (bits & 7) != 0 && last >> (bits & 7) != 0;

    private bool Close(int state, uint allCrc)
    {
        TensorFormat format = model.RecordedFormat(Layer);
        if (state == LayerState.Counted)
        {
            CodeHistogram histogram = CodeHistogram.From(
                new Edge.Information.Codes.PackedCodes([.. words], Word, format.Width, format.Bits), counts.ToArray(), rowsOfLabels.Length);
            if (crc != allCrc || histogram.Distinct != Word || !histogram.RowsOfLabels().AsSpan().SequenceEqual(rowsOfLabels))
            {
                return false;
            }

            layers[Layer] = new CountedLayer(histogram, null);
        }
        else
        {
            layers[Layer] = new CountedLayer(null, state == LayerState.Overflowed
                ? "more distinct words than the device has memory for"
                : $"words of {format.Width * format.Bits} bits, a device counts up to {CodeCounter.MostWordBits}");
        }

        words.Clear();
        counts.Clear();
        crc = 0;
        open = null;
        Word = 0;
        Layer++;
        return true;
    }
}
