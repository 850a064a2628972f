using System.Runtime.CompilerServices;

namespace Edge.Inference.Kernels;

/// <summary>Fits the lines of <see cref="SegmentTables"/> to thresholds.</summary>
internal static unsafe class SegmentFit
{
    private const int MostCells = 2 * SegmentTables.SegmentCount;

    /// <summary>Fills in slopes and starts.</summary>
    /// <param name="thresholds">The table.</param>
    /// <param name="segments">Receives the lines.</param>
    /// <returns>False where a line is too steep, or can't be right at its segment's first and last number.</returns>
    [SkipLocalsInit]
    public static bool TryFill(in SegmentThresholds thresholds, ushort* segments)
    {
        int* passed = stackalloc int[MostCells + 2];
        float* means = stackalloc float[MostCells + 4];
        int cells = Means(thresholds, means + 1, passed);
        return TryLines(thresholds, means, passed, cells, segments);
    }

    /// <summary>
    /// Mean code of each half of a segment; before the first and behind the last whole one the means go on as a line.
    /// </summary>
    /// <param name="thresholds">The table.</param>
    /// <param name="means">Receives means[-1..cells + 1].</param>
    /// <param name="passed">Receives the thresholds below each cell's start, and below the last one's end.</param>
    /// <returns>Cells that accumulators reach, an even number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Means(in SegmentThresholds thresholds, float* means, int* passed)
    {
        unchecked
        {
            ReadOnlySpan<int> table = thresholds.Table;
            int origin = thresholds.Origin;
            int last = thresholds.Last;
            int bits = thresholds.CellBits;
            int length = 1 << bits;
            int cells = ((thresholds.Span >> bits) + 2) & ~1;
            float share = 1f / length;
            int j = thresholds.First;
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
            int whole = Math.Max(1, (thresholds.Span + 1) >> bits);
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

    // The mean of a curve over a segment lies one third of the way from its middle to the chord; a line half way errs least, and the
    // neighbours tell the curvature. A cell of one number has no neighbours to be smoothed with: its code is met.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryLines(in SegmentThresholds thresholds, float* means, int* passed, int cells, ushort* segments)
    {
        unchecked
        {
            ReadOnlySpan<int> table = thresholds.Table;
            int origin = thresholds.Origin;
            int last = thresholds.Last;
            int bits = thresholds.CellBits;
            float toStart = 0.5f - (0.25f / (1 << bits));
            bool single = bits == 0;
            int end = (thresholds.Span << thresholds.Left) >> thresholds.Right;
            int lastPlace = (1 << SegmentTables.PlaceBits) - (1 << thresholds.Left);
            bool holds = true;
            for (int s = 0; 2 * s < cells; s++)
            {
                float* y = means + (2 * s);
                float slope = 256 * Math.Max(0, single ? 2 * (y[2] - y[1]) : (0.6f * (y[3] - y[0])) + (0.2f * (y[2] - y[1])));
                float middle = 128 * (y[1] + y[2] + (single ? 0 : (y[0] + y[3] - y[1] - y[2]) * (1f / 12f)));
                int rise = (int)(slope + 0.5f);
                int place = (2 * s) + 2 < cells ? lastPlace : end & ((1 << SegmentTables.PlaceBits) - 1);
                int climb = (int)(((long)place * rise) >> SegmentTables.PlaceBits);

                // The line is right at the segment's first and last number.
                int code = passed[2 * s];
                while (code <= last && table[code] - origin == s << (bits + 1))
                {
                    code++;
                }

                int least = Math.Max(0, code - 1) << 8;
                int most = Math.Min((code << 8) | 255, ((passed[(2 * s) + 2] << 8) | 255) - climb);
                int start = Math.Clamp((int)(middle - (slope * toStart) + 0.5f), least, Math.Max(least, most));
                holds &= rise <= ushort.MaxValue && start <= most;
                segments[s] = (ushort)rise;
                segments[SegmentTables.SegmentCount + s] = (ushort)start;
            }

            return holds;
        }
    }
}
