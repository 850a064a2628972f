using Edge.Emulator.Devices;

namespace Edge.Emulator.Runtime;

/// <summary>
/// Stand-in for System.Random. Without a seed its numbers differ from boot to boot; where time is virtual they are the same in every
/// process, so that counts are too.
/// </summary>
public sealed class BoardRandom : Random
{
    /// <summary>Numbers that no program can foresee on a board.</summary>
    public BoardRandom()
        : base(EmulatedDevice.Current.NextSeed())
    {
    }

    /// <summary>The numbers of a seed, which are not those of a board.</summary>
    public BoardRandom(int seed)
        : base(seed)
    {
    }
}
