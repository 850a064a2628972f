using Edge.Information.Codes;

namespace Edge.Experiments.Measuring;

/// <summary>Picks rows out of packed codes.</summary>
internal static class RowSubset
{
    /// <summary>The given rows in the given order; the codes themselves where that is all rows in their order.</summary>
    /// <param name="codes">Packed codes.</param>
    /// <param name="rows">Rising numbers of rows.</param>
    public static PackedCodes Of(PackedCodes codes, int[] rows)
    {
        if (rows.Length == codes.Rows)
        {
            return codes;
        }

        ulong[] words = new ulong[rows.Length * codes.WordsPerRow];
        for (int i = 0; i < rows.Length; i++)
        {
            codes.Row(rows[i]).CopyTo(words.AsSpan(i * codes.WordsPerRow));
        }

        return new PackedCodes(words, rows.Length, codes.Width, codes.Bits);
    }
}
