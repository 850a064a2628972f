using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Inference.Kernels;

/// <summary>Verifies the lines of <see cref="SegmentTables"/> wherever they could first fail: at the thresholds.</summary>
internal static unsafe class SegmentVerification
{
    /// <summary>Room for the places of all thresholds and of the numbers before them.</summary>
    public const int PlacesLength = 2 * Places;

    private const int Places = 256 + 32;

    /// <summary>Stores the thresholds, and the places of each and of the number before it.</summary>
    /// <param name="thresholds">The table.</param>
    /// <param name="target">Receives 256 thresholds.</param>
    /// <param name="places">Receives [2][288] places.</param>
    /// <returns>False where thresholds lie too far apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryStore(in SegmentThresholds thresholds, ushort* target, ushort* places)
    {
        unchecked
        {
            ReadOnlySpan<int> table = thresholds.Table;
            int origin = thresholds.Origin;
            int first = thresholds.First;
            int last = thresholds.Last;
            int span = thresholds.Span;
            int left = thresholds.Left;
            int right = thresholds.Right;
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

            // Where the code is c or c + 1, threshold c + 1 less the accumulator must be told from what it is modulo 2^16.
            return Math.Max(farthest, span - twoBefore) < short.MaxValue;
        }
    }

    /// <summary>Whether the lines give the code or the one below it at each threshold and before it.</summary>
    /// <param name="thresholds">The table.</param>
    /// <param name="segments">Its lines.</param>
    /// <param name="places">From <see cref="TryStore"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Holds(in SegmentThresholds thresholds, ushort* segments, ushort* places)
    {
        unchecked
        {
            int first = thresholds.First;
            int last = thresholds.Last;
            if (first > last)
            {
                return true;
            }

            // Lanes behind the last threshold repeat what is asked of it.
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
