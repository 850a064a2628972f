using Edge.Training.Numerics;

namespace Edge.Training.Tests.Numerics;

public class RandomSourceTests
{
    [Fact]
    public void SplitMix64_PublishedVector()
    {
        var mixer = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        foreach (ulong value in expected)
        {
            Assert.Equal(value, mixer.Next());
        }
    }

    [Fact]
    public void Xoshiro256StarStar_PublishedVector()
    {
        var random = new RandomSource(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        foreach (ulong value in expected)
        {
            Assert.Equal(value, random.NextUInt64());
        }
    }

    [Fact]
    public void NextDouble_MomentsOfUniform()
    {
        var random = new RandomSource(5);
        double[] draws = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextDouble())];
        Assert.InRange(draws.Min(), 0, 1e-4);
        Assert.InRange(draws.Max(), 1 - 1e-4, 1 - 1e-17);
        Assert.InRange(draws.Average(), 0.5 - 4 * 0.289 / Math.Sqrt(draws.Length), 0.5 + 4 * 0.289 / Math.Sqrt(draws.Length));
    }

    [Fact]
    public void NextNormal_MomentsOfNormal()
    {
        var random = new RandomSource(6);
        double[] draws = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextNormal())];
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(x => x * x), 0.985, 1.015);
        Assert.InRange(draws.Average(x => x * x * x * x), 2.9, 3.1);
    }

    [Fact]
    public void NextBelow_AllValuesAlike()
    {
        var random = new RandomSource(7);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextBelow(7)]++;
        }

        // Chi-squared with 6 degrees of freedom: 22.5 is exceeded once in a thousand seeds.
        Assert.InRange(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000), 0, 22.5);
    }

    [Fact]
    public void Shuffle_AllOrdersAlike()
    {
        var random = new RandomSource(8);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            random.Shuffle(items);
            counts[string.Concat(items)] = counts.GetValueOrDefault(string.Concat(items)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000), 0, 49.7);
    }

    [Fact]
    public void ForStream_StreamsDiffer()
    {
        ulong[] firsts = [.. from seed in new ulong[] { 0, 1, 2 } from stream in new ulong[] { 0, 1, 2 } select RandomSource.ForStream(seed, stream).NextUInt64()];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }
}
