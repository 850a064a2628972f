using System.Runtime.CompilerServices;
using Edge.Core.Models;

namespace Edge.Inference.Kernels;

/// <summary>
/// Thresholds as a line in each of 64 segments of equal length. The line, rounded down, is to be the code or the one below it; whether it is,
/// is verified wherever it could first fail. Thresholds of smooth activations pass, equal distances in any case; where some table does not,
/// the layer is searched by the trees of <see cref="ThresholdTables"/>.
/// </summary>
/// <remarks>
/// A line never falls within its segment and the code changes only at thresholds, so that the least code that the line may give is
/// assured by the segment's start and by each threshold, and the largest by the segment's end and by the number before each threshold.
/// </remarks>
internal sealed unsafe class SegmentTables
{
    /// <summary>Bits of a place within a segment.</summary>
    public const int PlaceBits = 10;

    /// <summary>Where the thresholds stand in <see cref="Segments"/>.</summary>
    public const int ThresholdsAt = 2 * SegmentCount;

    /// <summary>Segments of a table.</summary>
    public const int SegmentCount = 64;

    private const int Stride = ThresholdsAt + 256;
    private const int MostLeft = PlaceBits - 1;
    private const int MostRight = 14;

    private readonly DenseLayer layer;
    private readonly AlignedBuffer buffer;
    private readonly int[] firsts;
    private readonly int[] lasts;
    private readonly int[] spans;

    /// <summary>Makes room for the tables of a layer; <see cref="Load"/> fills them.</summary>
    /// <param name="layer">A layer whose codes have several bits.</param>
    public SegmentTables(DenseLayer layer)
    {
        this.layer = layer;
        Levels = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)layer.Output.TopCode);
        int tables = layer.Thresholds.Length;
        PerNeuron = tables > 1;
        Origins = new int[tables];
        firsts = new int[tables];
        lasts = new int[tables];
        spans = new int[tables];
        buffer = new AlignedBuffer(2L * Stride * tables);
    }

    /// <summary>Bits of the largest code, 1..8.</summary>
    public int Levels { get; }

    /// <summary>True where every neuron has a table.</summary>
    public bool PerNeuron { get; }

    /// <summary>What is subtracted from the accumulators of each table's neurons.</summary>
    public int[] Origins { get; }

    /// <summary>Bits by which accumulators are shifted right to make a segment and a place; 0 where they are shifted left.</summary>
    public int Right { get; private set; }

    /// <summary>Bits by which accumulators are shifted left.</summary>
    public int Left { get; private set; }

    /// <summary>The number to which a neuron's accumulators, less the origin, are limited; 0 is the other limit.</summary>
    public int Span(int neuron) => spans[PerNeuron ? neuron : 0];

    /// <summary>
    /// A neuron's table in 16 bits: 64 slopes (codes per segment) and 64 starts, both times 256, then for each code the threshold above it, less
    /// 1, less the origin, modulo 2^16.
    /// </summary>
    public ushort* Segments(int neuron) => (ushort*)buffer.Pointer + (PerNeuron ? (nint)neuron * Stride : 0);

    /// <summary>Takes over the thresholds that the layer has now.</summary>
    /// <param name="smallest">Smallest accumulator that each neuron can reach.</param>
    /// <param name="largest">Largest accumulator that each neuron can reach.</param>
    /// <returns>False where some table can't be had so.</returns>
    public bool Load(long[] smallest, long[] largest)
    {
        int widest = 1;
        for (int t = 0; t < Origins.Length; t++)
        {
            (long low, long high) = Reach(t, smallest, largest);
            if (!TryLimit(t, low, high))
            {
                return false;
            }

            widest = Math.Max(widest, spans[t]);
        }

        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)widest);
        Right = Math.Max(0, bits - 16);
        Left = Math.Clamp(16 - bits, 0, MostLeft);
        for (int t = 0; t < Origins.Length; t++)
        {
            if (Right > MostRight || !TryFill(t))
            {
                return false;
            }
        }

        return true;
    }

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

    // The origin is the number before the first threshold that can matter, and the last such threshold is the other limit.
    private bool TryLimit(int t, long low, long high)
    {
        int[] table = layer.Thresholds[t];
        int first = 0;
        while (first < table.Length && table[first] <= low)
        {
            first++;
        }

        int last = table.Length - 1;
        while (last >= first && table[last] > high)
        {
            last--;
        }

        firsts[t] = first;
        lasts[t] = last;
        long origin = first <= last ? table[first] - 1L : low;
        long span = first <= last ? table[last] - origin : 0;
        Origins[t] = (int)Math.Clamp(origin, int.MinValue, int.MaxValue);
        spans[t] = (int)Math.Min(span, int.MaxValue);
        return origin == Origins[t] && low - origin > int.MinValue && high - origin < int.MaxValue;
    }

    [SkipLocalsInit]
    private bool TryFill(int t)
    {
        ushort* segments = (ushort*)buffer.Pointer + (nint)t * Stride;
        SegmentThresholds thresholds = new(layer.Thresholds[t], Origins[t], firsts[t], lasts[t], spans[t], Left, Right);
        ushort* places = stackalloc ushort[SegmentVerification.PlacesLength];
        return SegmentVerification.TryStore(thresholds, segments + ThresholdsAt, places)
            && SegmentFit.TryFill(thresholds, segments)
            && SegmentVerification.Holds(thresholds, segments, places);
    }
}
