using System.Runtime.InteropServices;

namespace Edge.Information.Binned;

/// <summary>
/// Sorts finite floats by their bit patterns, 11 bits at a time (a radix sort): its time grows with the number of values alone. The
/// workspace is kept; nothing is allocated unless there are more values than before.
/// </summary>
internal sealed class FloatSort
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int DigitValues = 1 << DigitBits;
    private const uint SignBit = 0x80000000;

    private readonly int[] starts = new int[Digits * DigitValues];
    private uint[] keys = [];
    private uint[] other = [];

    /// <summary>Sorts in place, rising; -0 stands before +0.</summary>
    /// <param name="values">Any floats; NaN goes to either end.</param>
    public void Sort(Span<float> values)
    {
        if (keys.Length < values.Length)
        {
            keys = new uint[values.Length];
            other = new uint[values.Length];
        }

        var from = keys.AsSpan(0, values.Length);
        var to = other.AsSpan(0, values.Length);
        CountDigits(MemoryMarshal.Cast<float, uint>(values), from);
        for (var digit = 0; digit < Digits; digit++)
        {
            Distribute(from, to, starts.AsSpan(digit * DigitValues, DigitValues), digit * DigitBits);
            var swap = from;
            from = to;
            to = swap;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var key = from[i];
            values[i] = BitConverter.UInt32BitsToSingle((key & SignBit) != 0 ? key ^ SignBit : ~key);
        }
    }

    // Keys of floats rise with the floats: positive ones get the sign bit, negative ones are inverted.
    private void CountDigits(ReadOnlySpan<uint> patterns, Span<uint> rising)
    {
        Array.Clear(starts);
        for (var i = 0; i < patterns.Length; i++)
        {
            var pattern = patterns[i];
            var key = (pattern & SignBit) != 0 ? ~pattern : pattern | SignBit;
            rising[i] = key;
            for (var digit = 0; digit < Digits; digit++)
            {
                starts[(digit * DigitValues) + (int)((key >> (digit * DigitBits)) & (DigitValues - 1))]++;
            }
        }

        for (var digit = 0; digit < Digits; digit++)
        {
            var next = 0;
            foreach (ref var start in starts.AsSpan(digit * DigitValues, DigitValues))
            {
                (start, next) = (next, next + start);
            }
        }
    }

    private static void Distribute(ReadOnlySpan<uint> from, Span<uint> to, Span<int> starts, int shift)
    {
        foreach (var key in from)
        {
            to[starts[(int)((key >> shift) & (DigitValues - 1))]++] = key;
        }
    }
}
