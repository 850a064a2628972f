using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Freezing;

/// <summary>Thresholds of one table for all neurons: ceil(u / s), never falling, within int32.</summary>
internal static class CrossingThresholds
{
    /// <summary>Fills a table.</summary>
    /// <param name="crossings">u: where the activation crosses to each code from 1 on.</param>
    /// <param name="scale">s: of an accumulator, positive.</param>
    /// <param name="table">Receives as many thresholds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(double[] crossings, double scale, int[] table)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, crossings.Length);
        ref double crossing = ref MemoryMarshal.GetArrayDataReference(crossings);
        ref int threshold = ref MemoryMarshal.GetArrayDataReference(table);
        Vector256<double> scales = Vector256.Create(scale);
        Vector256<double> least = Vector256.Create((double)int.MinValue);
        Vector256<double> most = Vector256.Create((double)int.MaxValue);
        int j = 0;
        unchecked
        {
            for (; j + 4 <= table.Length; j += 4)
            {
                // Within int32 the sum with 1.5 * 2^52 holds the integer in its lower half. What is no number becomes 0, as the conversion has it.
                Vector256<double> exact = Vector256.Ceiling(Vector256.LoadUnsafe(ref crossing, (nuint)j) / scales);
                exact &= Vector256.Equals(exact, exact);
                exact = Vector256.ConditionalSelect(Vector256.LessThan(exact, least), least, exact);
                exact = Vector256.ConditionalSelect(Vector256.GreaterThan(exact, most), most, exact);
                Vector256<long> bits = (exact + Vector256.Create(6755399441055744.0)).AsInt64();
                Vector128.Narrow(bits.GetLower(), bits.GetUpper()).StoreUnsafe(ref threshold, (nuint)j);
            }
        }

        for (; j < table.Length; j++)
        {
            table[j] = SaturatedCeiling(crossings[j] / scale);
        }

        int before = int.MinValue;
        foreach (ref int one in table.AsSpan())
        {
            before = Math.Max(before, one);
            one = before;
        }
    }

    /// <summary>Beyond int32 a threshold is always passed or never: no accumulator gets there. The conversion saturates.</summary>
    public static int SaturatedCeiling(double exact) => unchecked((int)Math.Ceiling(exact));
}
