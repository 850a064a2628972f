using System.Numerics;

namespace Edge.Information.Exact;

/// <summary>
/// n log2(n) for the counts that totals below 2^17 can have, rounded to units so small that still every sum over the classes fits 64 bits.
/// One table serves all totals with the same number of binary digits; built on first use, then shared.
/// </summary>
internal sealed class CountTable
{
    /// <summary>Totals must be below this.</summary>
    public const int TotalLimit = 1 << MaximumDigits;

    private const int MaximumDigits = 17;

    private static readonly CountTable?[] Tables = new CountTable?[MaximumDigits + 1];

    private CountTable(int digits)
    {
        // sum n log2(n) <= N log2(N) < 2^digits * digits, which leaves these bits of 63 for the fraction.
        FractionBits = Math.Min(RowMeasure.FractionBits, 62 - digits - BitOperations.Log2((uint)digits));
        var shift = FixedPointLogarithm.FractionBits - FractionBits;
        var half = UInt128.One << (shift - 1);
        Weighted = new ulong[1 << digits];
        Steps = new ulong[1 << digits];
        for (var n = 1; n < Weighted.Length; n++)
        {
            Weighted[n] = (ulong)((FixedPointLogarithm.Weighted(n) + half) >> shift);
            Steps[n - 1] = Weighted[n] - Weighted[n - 1];
        }
    }

    /// <summary>Binary digits after the point: 46 for totals of 4096..8191, and never so few that an entropy would be off by 2^-42 bit.</summary>
    public int FractionBits { get; }

    /// <summary>n log2(n) at index n, in units of 2^-FractionBits.</summary>
    public ulong[] Weighted { get; }

    /// <summary>Weighted[n + 1] - Weighted[n] at index n: what one more row adds to the sum.</summary>
    public ulong[] Steps { get; }

    /// <summary>The table for a total.</summary>
    /// <param name="total">1..<see cref="TotalLimit"/> - 1.</param>
    public static CountTable For(long total)
    {
        var digits = BitOperations.Log2((ulong)total) + 1;
        var table = Volatile.Read(ref Tables[digits]);
        if (table is null)
        {
            table = new CountTable(digits);
            Volatile.Write(ref Tables[digits], table);
        }

        return table;
    }
}
