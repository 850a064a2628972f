using System.Runtime.CompilerServices;

namespace Edge.Inference.Kernels;

/// <summary>
/// Binary weights, one-bit inputs and one threshold, bit-sliced: every bit of a vector is a row. The inputs that differ from their weights
/// are counted in bit planes by carry-save adders, and the count is compared with a limit: the code is 1 where count is at most it.
/// </summary>
internal static unsafe class SlicedKernel<TLanes, TVector>
    where TLanes : IBitLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Planes above the first three: counts up to 8192 have 14.</summary>
    private const int HighPlanes = 11;

    /// <summary>Words from one input to the next: a plane and its complement.</summary>
    private const int InputStride = 2 * RowBlock.PlaneWords;

    /// <summary>Computes the codes of all neurons for a group of rows.</summary>
    /// <param name="x">Input planes, [inputs][plane, complement][8 words].</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="weights">Binary weights, [neurons][words].</param>
    /// <param name="limits">Largest count of differing inputs that gives code 1, [neurons]; below 0: never.</param>
    /// <param name="y">Receives [neurons][plane, complement][8 words].</param>
    /// <param name="words">Words of 64 rows that are wanted, 1..8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Compute(ulong* x, int inputs, ulong[][] weights, int[] limits, ulong* y, int words)
    {
        unchecked
        {
            TVector* high = stackalloc TVector[HighPlanes];
            int countBits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)inputs);
            int highPlanes = Math.Max(0, countBits - 3);
            for (int n = 0; n < limits.Length; n++)
            {
                for (int v = 0; v < words; v += TLanes.Words)
                {
                    ulong* target = y + (nint)n * InputStride + v;
                    TVector code = Neuron(x + v, inputs, weights[n], limits[n], high, highPlanes);
                    TLanes.Store(code, target);
                    TLanes.Store(TLanes.Not(code), target + RowBlock.PlaneWords);
                }
            }
        }
    }

    /// <summary>Computes how many inputs differ from their weights, for all neurons and a group of rows.</summary>
    /// <param name="x">Input planes, [inputs][plane, complement][8 words].</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="weights">Binary weights, [neurons][words].</param>
    /// <param name="bits">Bits of a count: those of <paramref name="inputs"/>.</param>
    /// <param name="y">Receives [neurons][bits][plane, not written][8 words].</param>
    /// <param name="words">Words of 64 rows that are wanted, 1..8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Count(ulong* x, int inputs, ulong[][] weights, int bits, ulong* y, int words)
    {
        unchecked
        {
            TVector* high = stackalloc TVector[HighPlanes];
            int highPlanes = Math.Max(0, bits - 3);
            for (int n = 0; n < weights.Length; n++, y += (nint)bits * InputStride)
            {
                for (int v = 0; v < words; v += TLanes.Words)
                {
                    CountDiffering(x + v, inputs, weights[n], high, highPlanes, out TVector ones, out TVector twos, out TVector fours);
                    for (int bit = 0; bit < bits; bit++)
                    {
                        TLanes.Store(bit == 0 ? ones : bit == 1 ? twos : bit == 2 ? fours : high[bit - 3], y + (nint)bit * InputStride + v);
                    }
                }
            }
        }
    }

    private static TVector Neuron(ulong* x, int inputs, ulong[] weights, int limit, TVector* high, int highPlanes)
    {
        if (limit < 0)
        {
            return TLanes.Zero;
        }

        CountDiffering(x, inputs, weights, high, highPlanes, out TVector ones, out TVector twos, out TVector fours);
        TVector atMost = TLanes.Not(TLanes.Zero);
        atMost = AtMost(atMost, ones, limit & 1);
        atMost = AtMost(atMost, twos, limit & 2);
        atMost = AtMost(atMost, fours, limit & 4);
        for (int j = 0; j < highPlanes; j++)
        {
            atMost = AtMost(atMost, high[j], limit & (8 << j));
        }

        return atMost;
    }

    // The planes of the count: ones, twos, fours, and those above them.
    private static void CountDiffering(
        ulong* x, int inputs, ulong[] weights, TVector* high, int highPlanes, out TVector countOnes, out TVector countTwos, out TVector countFours)
    {
        unchecked
        {
            TVector ones = TLanes.Zero;
            TVector twos = TLanes.Zero;
            TVector fours = TLanes.Zero;
            for (int j = 0; j < highPlanes; j++)
            {
                high[j] = TLanes.Zero;
            }

            ulong w = 0;
            int i = 0;
            for (; i + 8 <= inputs; i += 8)
            {
                if ((i & 63) == 0)
                {
                    w = weights[i >> 6];
                }

                TVector twosA = Add(ref ones, Differing(x, 0, w), Differing(x, 1, w));
                TVector twosB = Add(ref ones, Differing(x, 2, w), Differing(x, 3, w));
                TVector foursA = Add(ref twos, twosA, twosB);
                twosA = Add(ref ones, Differing(x, 4, w), Differing(x, 5, w));
                twosB = Add(ref ones, Differing(x, 6, w), Differing(x, 7, w));
                TVector foursB = Add(ref twos, twosA, twosB);
                TVector carry = Add(ref fours, foursA, foursB);
                for (int j = 0; j < highPlanes; j++)
                {
                    TVector plane = high[j];
                    high[j] = TLanes.Xor(plane, carry);
                    carry = TLanes.And(plane, carry);
                }

                x += 8 * InputStride;
                w >>= 8;
            }

            if ((i & 63) == 0 && i < inputs)
            {
                w = weights[i >> 6];
            }

            for (; i < inputs; i += 2)
            {
                TVector second = i + 1 < inputs ? Differing(x, 1, w) : TLanes.Zero;
                TVector carry = Add(ref ones, Differing(x, 0, w), second);
                Carry(ref twos, ref carry);
                Carry(ref fours, ref carry);
                for (int j = 0; j < highPlanes; j++)
                {
                    Carry(ref high[j], ref carry);
                }

                x += 2 * InputStride;
                w >>= 2;
            }

            countOnes = ones;
            countTwos = twos;
            countFours = fours;
        }
    }

    /// <summary>Rows in which input i differs from its weight, bit i of w: the plane for a weight of 0, its complement for 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Differing(ulong* x, int i, ulong w) =>
        TLanes.Load(unchecked(x + i * InputStride + (nint)((w >> i) & 1UL) * RowBlock.PlaneWords));

    /// <summary>A carry-save adder: sum becomes the low bit of sum + a + b, the carry is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(ref TVector sum, TVector a, TVector b)
    {
        TVector before = sum;
        sum = TLanes.Xor3(before, a, b);
        return TLanes.Majority(before, a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(ref TVector plane, ref TVector carry)
    {
        TVector before = plane;
        plane = TLanes.Xor(before, carry);
        carry = TLanes.And(before, carry);
    }

    /// <summary>One step, from the lowest plane up, of comparing counts with a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AtMost(TVector below, TVector plane, int bitOfLimit) =>
        bitOfLimit != 0 ? TLanes.Or(below, TLanes.Not(plane)) : TLanes.And(below, TLanes.Not(plane));
}
