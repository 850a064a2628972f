namespace Edge.Training.Numerics;

/// <summary>
/// The generator SplitMix64 (Steele, Lea and Flood 2014, with Vigna's constants): a counter in steps of the golden ratio, mixed. It spreads
/// seeds over the state of <see cref="RandomSource"/>.
/// </summary>
public struct SplitMix64
{
    private ulong counter;

    /// <summary>Begins at a seed; every 64-bit number is a good one.</summary>
    public SplitMix64(ulong seed)
    {
        counter = seed;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            counter += 0x9E3779B97F4A7C15;
            ulong z = counter;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
