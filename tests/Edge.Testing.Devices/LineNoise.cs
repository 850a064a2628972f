namespace Edge.Testing.Devices;

/// <summary>A bad line: each byte may be flipped, dropped or doubled, by a seed.</summary>
public sealed class LineNoise(int seed, double perByte)
{
    private readonly Random random = new(seed);
    private readonly List<byte> passed = [];

    /// <summary>Bytes hit so far.</summary>
    public int Hits { get; private set; }

    public byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        passed.Clear();
        foreach (byte value in bytes)
        {
            if (random.NextDouble() >= perByte)
            {
                passed.Add(value);
                continue;
            }

            Hits++;
            switch (random.Next(3))
            {
                case 0:
                    passed.Add((byte)(value ^ (1 << random.Next(8))));
                    break;
                case 1:
                    passed.Add(value);
                    passed.Add(value);
                    break;
                default:
                    break;
            }
        }

        return [.. passed];
    }
}
