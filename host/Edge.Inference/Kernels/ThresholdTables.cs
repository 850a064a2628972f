using Edge.Core.Models;

namespace Edge.Inference.Kernels;

/// <summary>
/// Threshold tables as complete search trees: node 1 is the middle threshold, node 2i and 2i + 1 are below and above node i, and after all
/// levels the node reached, less 2^levels, is the code. Where the thresholds that can matter lie within 16 bits of each other, also as
/// 16-bit numbers around a center that is subtracted from the biases. Where they lie farther apart, but never two within 2^s of each other, as
/// 16-bit numbers t >> s: a search by z >> s then passes at most one threshold too many, the last one, which the s low bits decide.
/// </summary>
internal sealed unsafe class ThresholdTables
{
    /// <summary>16-bit threshold that no accumulator reaches: accumulators are clamped below it.</summary>
    public const short Never = short.MaxValue;

    private const int LowBitsStride = 256;
    private const int MostShift = 8;

    // The search value is kept within -32768..32766; a threshold must not be mistaken for either end.
    private const int LargestCoarse = 32765;

    private readonly DenseLayer layer;
    private readonly AlignedBuffer wide;
    private readonly int stride;
    private AlignedBuffer? narrow;
    private AlignedBuffer? lowBits;

    /// <summary>Makes room for the tables of a layer; <see cref="Load"/> fills them.</summary>
    public ThresholdTables(DenseLayer layer)
    {
        this.layer = layer;
        Levels = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)layer.Output.TopCode);
        stride = Math.Max(1 << Levels, 32);
        int tables = layer.Thresholds.Length;
        PerNeuron = tables > 1;
        Centers = new int[tables];
        wide = new AlignedBuffer(4L * stride * tables);
    }

    /// <summary>Takes over the thresholds that the layer has now.</summary>
    /// <param name="smallest">Smallest accumulator that each neuron can reach.</param>
    /// <param name="largest">Largest accumulator that each neuron can reach.</param>
    public void Load(long[] smallest, long[] largest)
    {
        bool fits = true;
        for (int t = 0; t < Centers.Length && fits; t++)
        {
            (long low, long high) = Reach(t, smallest, largest);
            fits = TryCenter(layer.Thresholds[t], low, high, out Centers[t]);
        }

        if (!fits)
        {
            Array.Clear(Centers);
        }

        IsNarrow = fits;
        Shift = fits ? 0 : CoarseShift(smallest, largest);
        if (fits || IsCoarse)
        {
            narrow ??= new AlignedBuffer(2L * stride * Centers.Length);
        }

        if (IsCoarse)
        {
            lowBits ??= new AlignedBuffer(LowBitsStride * (long)Centers.Length);
        }

        for (int t = 0; t < Centers.Length; t++)
        {
            (long low, long high) = Reach(t, smallest, largest);
            int* tree = (int*)wide.Pointer + (nint)t * stride;
            Fill(tree, layer.Thresholds[t]);
            if (fits)
            {
                Narrow(tree, (short*)narrow!.Pointer + (nint)t * stride, Centers[t], low, high);
            }

            else if (IsCoarse)
            {
                Coarsen(tree, t, low, high);
            }

            Subtract(tree, Centers[t], low, high);
        }
    }

    /// <summary>Levels of the trees, 1..8.</summary>
    public int Levels { get; }

    /// <summary>True where every neuron has a table.</summary>
    public bool PerNeuron { get; }

    /// <summary>What is subtracted from the accumulators of each table's neurons; all 0 where there are no 16-bit tables.</summary>
    public int[] Centers { get; }

    /// <summary>True where 16-bit tables exist.</summary>
    public bool IsNarrow { get; private set; }

    /// <summary>s of the coarse 16-bit tables; 0 where there are none.</summary>
    public int Shift { get; private set; }

    /// <summary>True where coarse 16-bit tables exist.</summary>
    public bool IsCoarse => Shift > 0;

    /// <summary>The low bits of each neuron's thresholds, byte c those of threshold c, byte 0 is 0; 256 bytes.</summary>
    public byte* LowBits(int neuron) => lowBits!.Pointer + (PerNeuron ? (nint)neuron * LowBitsStride : 0);

    /// <summary>Tree of a neuron in 32 bits, less its center.</summary>
    public int* Wide(int neuron) => (int*)wide.Pointer + (PerNeuron ? (nint)neuron * stride : 0);

    /// <summary>Tree of a neuron in 16 bits, less its center.</summary>
    public short* Narrow(int neuron) => (short*)narrow!.Pointer + (PerNeuron ? (nint)neuron * stride : 0);

    private (long Smallest, long Largest) Reach(int table, long[] smallest, long[] largest)
    {
        if (PerNeuron)
        {
            return (smallest[table], largest[table]);
        }

        long low = smallest[0];
        long high = largest[0];
        for (int n = 1; n < smallest.Length; n++)
        {
            low = Math.Min(low, smallest[n]);
            high = Math.Max(high, largest[n]);
        }

        return (low, high);
    }

    private static bool TryCenter(int[] table, long smallest, long largest, out int center)
    {
        center = 0;
        if (largest - smallest >= int.MaxValue)
        {
            return false;
        }

        int first = 0;
        while (first < table.Length && table[first] <= smallest)
        {
            first++;
        }

        int last = table.Length - 1;
        while (last >= 0 && table[last] > largest)
        {
            last--;
        }

        // Where no threshold can matter any center within reach will do.
        long low = first <= last ? table[first] : smallest;
        long high = first <= last ? table[last] : smallest;
        center = (int)((low + high) >> 1);

        // Less the center, thresholds lie within -32767..32766: the ends beyond stand for always and never.
        return high - low <= ushort.MaxValue - 3;
    }

    private void Fill(int* tree, int[] table)
    {
        int* sorted = stackalloc int[256];
        int nodes = 1 << Levels;
        for (int i = 0; i < nodes - 1; i++)
        {
            sorted[i] = i < table.Length ? table[i] : int.MaxValue;
        }

        for (int i = 0; i < stride; i++)
        {
            tree[i] = int.MaxValue;
        }

        for (int level = 0; level < Levels; level++)
        {
            int step = 1 << (Levels - 1 - level);
            for (int p = 0; p < 1 << level; p++)
            {
                tree[(1 << level) + p] = sorted[((2 * p) + 1) * step - 1];
            }
        }
    }

    private void Narrow(int* tree, short* target, int center, long low, long high)
    {
        for (int i = 0; i < stride; i++)
        {
            target[i] = tree[i] <= low ? short.MinValue : tree[i] > high ? Never : (short)(tree[i] - center);
        }
    }

    /// <summary>The s with which every table can be coarse, or 0.</summary>
    private int CoarseShift(long[] smallest, long[] largest)
    {
        long farthest = 0;
        for (int t = 0; t < Centers.Length; t++)
        {
            (long low, long high) = Reach(t, smallest, largest);
            foreach (int threshold in layer.Thresholds[t])
            {
                farthest = threshold > low && threshold <= high ? Math.Max(farthest, Math.Abs((long)threshold)) : farthest;
            }
        }

        int shift = 1;
        while (farthest >> shift > LargestCoarse - 1)
        {
            shift++;
        }

        for (int t = 0; t < Centers.Length && shift <= MostShift; t++)
        {
            (long low, long high) = Reach(t, smallest, largest);
            int[] table = layer.Thresholds[t];
            for (int j = 1; j < table.Length; j++)
            {
                if (table[j - 1] > low && table[j] <= high && table[j] >> shift == table[j - 1] >> shift)
                {
                    return 0;
                }
            }
        }

        return shift <= MostShift ? shift : 0;
    }

    private void Coarsen(int* tree, int t, long low, long high)
    {
        short* target = (short*)narrow!.Pointer + (nint)t * stride;
        for (int i = 0; i < stride; i++)
        {
            target[i] = tree[i] <= low ? short.MinValue : tree[i] > high ? Never : (short)(tree[i] >> Shift);
        }

        byte* bits = lowBits!.Pointer + (nint)t * LowBitsStride;
        new Span<byte>(bits, LowBitsStride).Clear();
        int[] table = layer.Thresholds[t];
        for (int j = 0; j < table.Length; j++)
        {
            bits[j + 1] = table[j] > low && table[j] <= high ? (byte)(table[j] & ((1 << Shift) - 1)) : (byte)0;
        }
    }

    // A threshold that is always or never passed stays so; others lie within the accumulators' reach, so that the difference fits.
    private void Subtract(int* tree, int center, long low, long high)
    {
        for (int i = 0; i < stride && center != 0; i++)
        {
            tree[i] = tree[i] <= low ? int.MinValue : tree[i] > high ? int.MaxValue : tree[i] - center;
        }
    }
}
