using System.Numerics;

namespace Edge.Information.Tests.Exact;

/// <summary>
/// Information by its definitions, on exact integer counts and 30-digit logarithms: no hashing of words, no identities between entropies.
/// H(T) = sum p log2(1/p), I(A;B) = sum p(a,b) log2(p(a,b) / (p(a) p(b))).
/// </summary>
internal sealed class SlowInformation
{
    // 2^1074 times a double is an integer.
    private const int SubnormalBits = 1074;

    public SlowInformation(uint[] codes, int rows, int width, int[] labels, int[]? inputs, double[]? weights)
    {
        var weight = Enumerable.Range(0, rows).Select(row => weights is null ? BigInteger.One : Exact(weights[row])).ToArray();
        var t = Enumerable.Range(0, rows).Select(row => string.Join(',', codes.AsSpan(row * width, width).ToArray())).ToArray();
        var x = Enumerable.Range(0, rows).Select(row => (inputs is null ? row : inputs[row]).ToString()).ToArray();
        var y = labels.Select(label => label.ToString()).ToArray();
        HX = Entropy(x, weight);
        HY = Entropy(y, weight);
        HT = Entropy(t, weight);
        IXT = Mutual(x, t, weight);
        ITY = Mutual(t, y, weight);
        Distinct = Counts(t, weight).Count(pair => pair.Value > 0);
    }

    public double HX { get; }

    public double HY { get; }

    public double HT { get; }

    public double IXT { get; }

    public double ITY { get; }

    public int Distinct { get; }

    private static BigInteger Exact(double weight)
    {
        var bits = BitConverter.DoubleToInt64Bits(weight);
        var biased = (int)(bits >> 52);
        var mantissa = (bits & ((1L << 52) - 1)) + (biased == 0 ? 0 : 1L << 52);
        return (BigInteger)mantissa << (Math.Max(biased, 1) - 1075 + SubnormalBits);
    }

    private static Dictionary<string, BigInteger> Counts(string[] keys, BigInteger[] weight)
    {
        var counts = new Dictionary<string, BigInteger>(StringComparer.Ordinal);
        for (var row = 0; row < keys.Length; row++)
        {
            counts[keys[row]] = counts.GetValueOrDefault(keys[row]) + weight[row];
        }

        return counts;
    }

    private static double Entropy(string[] keys, BigInteger[] weight)
    {
        var counts = Counts(keys, weight);
        var total = counts.Values.Aggregate(BigInteger.Add);
        var sum = BigInteger.Zero;
        foreach (var count in counts.Values.Where(count => count > 0))
        {
            sum += count * (SlowLogarithm.Log2(total) - SlowLogarithm.Log2(count));
        }

        return ToDouble(sum, total);
    }

    private static double Mutual(string[] left, string[] right, BigInteger[] weight)
    {
        var a = Counts(left, weight);
        var b = Counts(right, weight);
        var pairs = new Dictionary<(string A, string B), BigInteger>();
        for (var row = 0; row < left.Length; row++)
        {
            pairs[(left[row], right[row])] = pairs.GetValueOrDefault((left[row], right[row])) + weight[row];
        }

        var total = a.Values.Aggregate(BigInteger.Add);
        var sum = BigInteger.Zero;
        foreach (var ((keyA, keyB), count) in pairs.Where(pair => pair.Value > 0))
        {
            sum += count * (SlowLogarithm.Log2(count) + SlowLogarithm.Log2(total) - SlowLogarithm.Log2(a[keyA]) - SlowLogarithm.Log2(b[keyB]));
        }

        return ToDouble(sum, total);
    }

    private static double ToDouble(BigInteger sum, BigInteger total) => (double)(sum / total) / Math.Pow(2, SlowLogarithm.FractionBits);
}
