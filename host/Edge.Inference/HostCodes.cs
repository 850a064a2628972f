using Edge.Core.Models;

namespace Edge.Inference;

/// <summary>
/// Codes of all recorded layers for a set of rows, packed as in memory (shared/README.md, "Bit order"): the code of neuron i takes bits
/// i * k .. i * k + k - 1 of its row, padding bits are 0. Reused from call to call without allocating.
/// </summary>
public sealed class HostCodes
{
    /// <summary>Makes room for the codes of a number of rows.</summary>
    /// <param name="model">The model whose layers are recorded; any other of the same formats may be run into it.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="accumulators">True to keep the accumulators of every dense layer too.</param>
    /// <param name="counts">True to keep the counts of every dense layer that has some too: see <see cref="Counts"/>.</param>
    public HostCodes(IntegerModel model, int rows, bool accumulators = false, bool counts = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        Rows = rows;
        Formats = new TensorFormat[model.RecordedLayers];
        WordsPerRow = new int[model.RecordedLayers];
        Words = new ulong[model.RecordedLayers][];
        for (int l = 0; l < Words.Length; l++)
        {
            Formats[l] = model.RecordedFormat(l);
            WordsPerRow[l] = WordsFor(Formats[l].Width * Formats[l].Bits);
            Words[l] = new ulong[(long)rows * WordsPerRow[l]];
        }

        Predictions = new int[rows];
        if (accumulators)
        {
            Accumulators = [.. model.Layers.Select(layer => new int[(long)rows * layer.Output.Width])];
        }

        if (counts)
        {
            Counts = [.. model.Layers.Select(layer => new ulong[(long)rows * WordsFor(layer.Output.Width * CountBits(layer))])];
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Formats of the recorded layers.</summary>
    public TensorFormat[] Formats { get; }

    /// <summary>Words of 64 bits per row, for each recorded layer.</summary>
    public int[] WordsPerRow { get; }

    /// <summary>Packed rows, [recorded layers][rows * words per row].</summary>
    public ulong[][] Words { get; }

    /// <summary>Predicted class of every row: the largest logit code, the lowest index on ties.</summary>
    public int[] Predictions { get; }

    /// <summary>Accumulators, [dense layers][rows * neurons], or null where not asked for.</summary>
    public int[][]? Accumulators { get; }

    /// <summary>
    /// Of each row and neuron, on how many inputs it differs from its weights, [dense layers][rows * words per row], packed like codes of
    /// <see cref="CountBits"/> bits; empty for a layer whose weights and inputs have not one bit each. The accumulator falls by the same amount
    /// for each such input: the counts tell exactly what the accumulators tell. Null where not asked for.
    /// </summary>
    public ulong[][]? Counts { get; }

    /// <summary>Bits of a count of a layer's inputs; 0 where weights and inputs have not one bit each.</summary>
    public static int CountBits(DenseLayer layer) => layer.WeightBits == 1 && layer.Input.Bits == 1
        ? System.Numerics.BitOperations.Log2((uint)layer.Input.Width) + 1
        : 0;

    /// <summary>Words of 64 bits for a number of bits.</summary>
    internal static int WordsFor(int bits) => (bits + 63) / 64;

    /// <summary>One code.</summary>
    public int CodeAt(int layer, int row, int neuron)
    {
        int bits = Formats[layer].Bits;
        int bit = neuron * bits;
        long word = ((long)row * WordsPerRow[layer]) + (bit >> 6);
        int shift = bit & 63;
        ulong value = Words[layer][word] >> shift;
        if (shift + bits > 64)
        {
            value |= Words[layer][word + 1] << (64 - shift);
        }

        return (int)(value & ((1UL << bits) - 1UL));
    }

    /// <summary>Refuses a model with other recorded formats than this was made for.</summary>
    internal void RequireFits(IntegerModel model, int rows)
    {
        bool fits = rows == Rows && Formats.Length == model.RecordedLayers;
        for (int l = 0; fits && l < model.Layers.Length; l++)
        {
            TensorFormat format = model.Layers[l].Output;
            fits = Formats[l].Width == format.Width && Formats[l].Bits == format.Bits;
        }

        fits = fits && Formats[^1].Bits == model.ProbabilityBits;

        if (!fits)
        {
            throw new ArgumentException($"The codes were made for {Rows} rows of another network's layers, not for {rows} rows of this one.");
        }
    }
}
