using System.Numerics;
using System.Runtime.CompilerServices;

namespace Edge.Training.Numerics;

/// <summary>
/// The random generator of everything seeded: xoshiro256** 1.0 (Blackman and Vigna 2021), its state filled by <see cref="SplitMix64"/>. The
/// same seed gives the same numbers on every machine and version of .NET.
/// </summary>
public sealed class RandomSource
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;
    private double spareNormal = double.NaN;

    /// <summary>Begins at a seed.</summary>
    public RandomSource(ulong seed)
    {
        var mixer = new SplitMix64(seed);
        (s0, s1, s2, s3) = (mixer.Next(), mixer.Next(), mixer.Next(), mixer.Next());
    }

    /// <summary>Begins at a state, not all zero.</summary>
    public RandomSource(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        (this.s0, this.s1, this.s2, this.s3) = (s0, s1, s2, s3);
    }

    /// <summary>
    /// One of many independent streams of a seed: its state is filled from the seed mixed by SplitMix64, xor the stream's number mixed by
    /// SplitMix64.
    /// </summary>
    public static RandomSource ForStream(ulong seed, ulong stream) => new(new SplitMix64(seed).Next() ^ new SplitMix64(~stream).Next());

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => Next(ref s0, ref s1, ref s2, ref s3);

    /// <summary>A multiple of 2^-53 within 0 (included) to 1 (excluded).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number within 0..bound - 1, all equally likely (Lemire 2019: multiply, and draw again in the biased rest).</summary>
    /// <param name="bound">1 or more.</param>
    public int NextBelow(int bound) => Below(bound, ref s0, ref s1, ref s2, ref s3);

    /// <summary>A standard normal number, by the polar method (Marsaglia and Bray 1964) with the trainer's own logarithm.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            double spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }

        double u;
        double v;
        double square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square >= 1 || square < 1e-300);
        double factor = Math.Sqrt(-2 * DoubleMath.Log(square) / square);
        spareNormal = v * factor;
        return u * factor;
    }

    /// <summary>Shuffles in place (Fisher and Yates, from the last place down).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shuffle(Span<int> items)
    {
        // The state in registers: in memory every number would wait for the stores of the one before.
        (ulong a, ulong b, ulong c, ulong d) = (s0, s1, s2, s3);
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1, ref a, ref b, ref c, ref d);
            (items[last], items[other]) = (items[other], items[last]);
        }

        (s0, s1, s2, s3) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ref ulong s0, ref ulong s1, ref ulong s2, ref ulong s3)
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            ulong t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Below(int bound, ref ulong s0, ref ulong s1, ref ulong s2, ref ulong s3)
    {
        unchecked
        {
            uint range = (uint)bound;
            ulong product = (Next(ref s0, ref s1, ref s2, ref s3) >> 32) * range;
            if ((uint)product < range)
            {
                uint rest = (0u - range) % range;
                while ((uint)product < rest)
                {
                    product = (Next(ref s0, ref s1, ref s2, ref s3) >> 32) * range;
                }
            }

            return (int)(product >> 32);
        }
    }
}
