namespace Edge.Testing.Devices.Faults;

/// <summary>One direction of a bad line: takes frames whole, and gives on what a plan and a seed make of them.</summary>
public sealed class FaultyLine(FaultPlan plan, int seed)
{
    private const int KeptFrames = 400;
    private readonly Random random = new(seed);
    private readonly List<byte> frame = [];
    private readonly List<byte> passed = [];
    private readonly List<byte[]> old = [];

    /// <summary>Frames sent by another host before one of this one's, one after the other.</summary>
    public IReadOnlyList<byte[]> Foreign { get; init; } = [];

    /// <summary>Bytes and frames hit so far.</summary>
    public int Hits { get; private set; }

    /// <summary>Frames taken so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Milliseconds that what was passed last is to be held back.</summary>
    public int Delay { get; private set; }

    /// <summary>Takes what came; a frame is given on when its last byte is there.</summary>
    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        passed.Clear();
        Delay = 0;
        foreach (byte value in bytes)
        {
            frame.Add(value);
            if (value == 0 && frame.Count > 1)
            {
                Frame([.. frame]);
                frame.Clear();
            }
        }

        return [.. passed];
    }

    private void Frame(byte[] whole)
    {
        Frames++;
        if (Hit(plan.Replayed) && old.Count > 0)
        {
            Noise(old[random.Next(old.Count)]);
        }

        if (Foreign.Count > 0 && Hit(plan.Overwritten))
        {
            foreach (byte[] other in Foreign)
            {
                Noise(other);
            }
        }

        if (old.Count < KeptFrames)
        {
            old.Add(whole);
        }
        else
        {
            old[random.Next(KeptFrames)] = whole;
        }

        if (Hit(plan.Delayed))
        {
            Delay += plan.DelayMilliseconds;
        }

        Noise(Hit(plan.Cut) ? whole.AsSpan(0, random.Next(whole.Length)) : whole);
    }

    private void Noise(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            byte now = Hit(plan.Flipped) ? (byte)(value ^ (1 << random.Next(8))) : value;
            if (!Hit(plan.Dropped))
            {
                passed.Add(now);
            }

            if (Hit(plan.Doubled))
            {
                passed.Add(now);
            }
        }
    }

    private bool Hit(double chance)
    {
        bool hit = chance > 0 && random.NextDouble() < chance;
        Hits += hit ? 1 : 0;
        return hit;
    }
}
