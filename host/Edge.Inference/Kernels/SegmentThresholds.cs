namespace Edge.Inference.Kernels;

/// <summary>Thresholds of a table, and the places to which <see cref="SegmentTables"/> shifts accumulators.</summary>
/// <param name="table">Thresholds of all codes, not falling.</param>
/// <param name="origin">What is subtracted from accumulators.</param>
/// <param name="first">The first threshold that can matter.</param>
/// <param name="last">The last one; below <paramref name="first"/> where none can.</param>
/// <param name="span">The number to which accumulators, less the origin, are limited.</param>
/// <param name="left">Bits of the shift to the left.</param>
/// <param name="right">Bits of the shift to the right.</param>
internal readonly ref struct SegmentThresholds(ReadOnlySpan<int> table, int origin, int first, int last, int span, int left, int right)
{
    /// <summary>Thresholds of all codes.</summary>
    public readonly ReadOnlySpan<int> Table = table;

    /// <summary>What is subtracted from accumulators.</summary>
    public readonly int Origin = origin;

    /// <summary>The first threshold that can matter.</summary>
    public readonly int First = first;

    /// <summary>The last one.</summary>
    public readonly int Last = last;

    /// <summary>The largest accumulator less the origin.</summary>
    public readonly int Span = span;

    /// <summary>Bits of the shift to the left.</summary>
    public readonly int Left = left;

    /// <summary>Bits of the shift to the right.</summary>
    public readonly int Right = right;

    /// <summary>Bits of a number within a cell, which is half a segment and holds at least one number.</summary>
    public int CellBits => SegmentTables.PlaceBits - 1 + Right - Left;
}
