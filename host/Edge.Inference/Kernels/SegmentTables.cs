using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    private const int SegmentCount = 64;
    private const int Stride = ThresholdsAt + 256;

    // A cell is half a segment; it holds at least one number.
    private const int MostCells = 2 * SegmentCount;
    private const int Places = 256 + 32;
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

    private int CellBits => PlaceBits - 1 + Right - Left;

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

    private bool TryFill(int t)
    {
        ushort* segments = (ushort*)buffer.Pointer + (nint)t * Stride;
        ushort* places = stackalloc ushort[2 * Places];
        int* passed = stackalloc int[MostCells + 2];
        float* means = stackalloc float[MostCells + 4];
        int cells = Means(t, means + 1, passed);
        return TryThresholds(t, segments + ThresholdsAt, places)
            && TryLines(t, means, passed, cells, segments)
            && ThresholdsHold(t, segments, places);
    }

    /// <summary>
    /// Mean code of each half of a segment; before the first and behind the last whole one the means go on as a line.
    /// </summary>
    /// <param name="t">The table.</param>
    /// <param name="means">Receives means[-1..cells + 1].</param>
    /// <param name="passed">Receives the thresholds below each cell's start, and below the last one's end.</param>
    /// <returns>Cells that accumulators reach, an even number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Means(int t, float* means, int* passed)
    {
        unchecked
        {
            ReadOnlySpan<int> table = layer.Thresholds[t];
            int origin = Origins[t];
            int last = lasts[t];
            int bits = CellBits;
            int length = 1 << bits;
            int cells = ((spans[t] >> bits) + 2) & ~1;
            float share = 1f / length;
            int j = firsts[t];
            int end = 0;
            passed[0] = j;
            for (int i = 0; i < cells; i++)
            {
                end += length;
                int code = j;
                int more = 0;
                while (j <= last && table[j] - origin < end)
                {
                    more += end - (table[j] - origin);
                    j++;
                }

                means[i] = code + (more * share);
                passed[i + 1] = j;
            }

            // Neighbouring means may lie on one code and differ little: the line goes through means that lie farther apart, where there are some.
            int whole = Math.Max(1, (spans[t] + 1) >> bits);
            int apart = Math.Clamp(whole - 1, 0, 4);
            float scale = apart == 0 ? 0 : 1f / apart;
            float rise = (means[whole - 1] - means[whole - 1 - apart]) * scale;
            for (int i = whole; i <= cells; i++)
            {
                means[i] = means[i - 1] + rise;
            }

            means[-1] = means[0] - ((means[apart] - means[0]) * scale);
            return cells;
        }
    }

    // Where the code is c or c + 1, threshold c + 1 less the accumulator must be told from what it is modulo 2^16.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryThresholds(int t, ushort* target, ushort* places)
    {
        unchecked
        {
            ReadOnlySpan<int> table = layer.Thresholds[t];
            int origin = Origins[t];
            int first = firsts[t];
            int last = lasts[t];
            int span = spans[t];
            int left = Left;
            int right = Right;
            int twoBefore = 0;
            int before = 0;
            int farthest = 0;
            new Span<ushort>(target, first).Fill(ushort.MaxValue);
            for (int j = first; j <= last; j++)
            {
                int threshold = table[j] - origin;
                target[j] = (ushort)(threshold - 1);
                places[j] = (ushort)((threshold << left) >> right);
                places[Places + j] = (ushort)(((threshold - 1) << left) >> right);
                farthest = Math.Max(farthest, threshold - twoBefore);
                twoBefore = before;
                before = threshold;
            }

            new Span<ushort>(target + last + 1, 255 - last).Fill((ushort)span);
            return Math.Max(farthest, span - twoBefore) < short.MaxValue;
        }
    }

    // The mean of a curve over a segment lies one third of the way from its middle to the chord; a line half way errs least, and the
    // neighbours tell the curvature. A cell of one number has no neighbours to be smoothed with: its code is met.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryLines(int t, float* means, int* passed, int cells, ushort* segments)
    {
        unchecked
        {
            ReadOnlySpan<int> table = layer.Thresholds[t];
            int origin = Origins[t];
            int last = lasts[t];
            float toStart = 0.5f - (0.25f / (1 << CellBits));
            bool single = CellBits == 0;
            int end = (spans[t] << Left) >> Right;
            int lastPlace = (1 << PlaceBits) - (1 << Left);
            bool holds = true;
            for (int s = 0; 2 * s < cells; s++)
            {
                float* y = means + (2 * s);
                float slope = 256 * Math.Max(0, single ? 2 * (y[2] - y[1]) : (0.6f * (y[3] - y[0])) + (0.2f * (y[2] - y[1])));
                float middle = 128 * (y[1] + y[2] + (single ? 0 : (y[0] + y[3] - y[1] - y[2]) * (1f / 12f)));
                int rise = (int)(slope + 0.5f);
                int place = (2 * s) + 2 < cells ? lastPlace : end & ((1 << PlaceBits) - 1);
                int climb = (int)(((long)place * rise) >> PlaceBits);

                // The line is right at the segment's first and last number.
                int code = passed[2 * s];
                while (code <= last && table[code] - origin == s << (CellBits + 1))
                {
                    code++;
                }

                int least = Math.Max(0, code - 1) << 8;
                int most = Math.Min((code << 8) | 255, ((passed[(2 * s) + 2] << 8) | 255) - climb);
                int start = Math.Clamp((int)(middle - (slope * toStart) + 0.5f), least, Math.Max(least, most));
                holds &= rise <= ushort.MaxValue && start <= most;
                segments[s] = (ushort)rise;
                segments[SegmentCount + s] = (ushort)start;
            }

            return holds;
        }
    }

    // Lanes behind the last threshold repeat what is asked of it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ThresholdsHold(int t, ushort* segments, ushort* places)
    {
        unchecked
        {
            int first = firsts[t];
            int last = lasts[t];
            if (first > last)
            {
                return true;
            }

            new Span<ushort>(places + last + 1, 32).Fill(places[last]);
            new Span<ushort>(places + Places + last + 1, 32).Fill(places[Places + last]);
            Vector512<ushort> wrong = Vector512<ushort>.Zero;
            for (int j = first; j <= last; j += 32)
            {
                Vector512<ushort> code = Vector512.Min(
                    Vector512.Create((ushort)j) + Vector512<ushort>.Indices, Vector512.Create((ushort)last));
                wrong |= Vector512.LessThan(SegmentSearch.Line(segments, Vector512.Load(places + j)) >>> 8, code);
                wrong |= Vector512.GreaterThan(SegmentSearch.Line(segments, Vector512.Load(places + Places + j)) >>> 8, code);
            }

            return wrong == Vector512<ushort>.Zero;
        }
    }
}
