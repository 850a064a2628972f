using Edge.Information.Codes;

namespace Edge.Benching.References;

/// <summary>The plain way to count: rows of at most two words as keys of dictionaries.</summary>
internal static class DictionaryEntropy
{
    /// <summary>I(T;Y) in bits, by H(T) + H(Y) - H(T,Y).</summary>
    public static double OfCodesAndLabels(PackedCodes codes, int[] labels)
    {
        var rows = new UInt128[codes.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            var words = codes.Row(row);
            rows[row] = new UInt128(words.Length > 1 ? words[1] : 0, words[0]);
        }

        return Entropy(rows) + Entropy(labels) - Entropy(rows.Zip(labels));
    }

    private static double Entropy<T>(IEnumerable<T> values)
        where T : notnull
    {
        var counts = new Dictionary<T, int>();
        var total = 0;
        foreach (var value in values)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
            total++;
        }

        return Math.Log2(total) - (counts.Values.Sum(count => count * Math.Log2(count)) / total);
    }
}
