namespace Edge.Devices;

/// <summary>The name a user most likely meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name with the smallest edit distance (insertions, deletions, replacements; Levenshtein 1966), letter case aside.
    /// </summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>Null where nothing is nearer than half the name's length; ties go to the first.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string? best = null;
        int least = (name.Length / 2) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least)
            {
                least = distance;
                best = candidate;
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
            }
        }

        return row[^1];
    }
}
