namespace Edge.Names;

/// <summary>Finds what a user probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name nearest to the given one, ignoring case; the earliest where several are as near. Null where even the nearest
    /// differs in more than half of the longer of the two, or in more than two edits and a quarter of it.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string lowered = name.ToLowerInvariant();
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            int distance = EditDistance.Between(lowered, candidate.ToLowerInvariant());
            if (distance < least)
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest is null || least > Allowed(lowered.Length, nearest.Length) ? null : nearest;
    }

    /// <summary>
    /// The end of an error line: <c>; did you mean 'szt'?</c> where a name is near, else <c>; known: mnist, szt</c>.
    /// </summary>
    public static string Suggestion(string name, IReadOnlyCollection<string> known)
    {
        string? nearest = Find(name, known);
        return nearest is null ? $"; known: {string.Join(", ", known)}" : $"; did you mean '{nearest}'?";
    }

    private static int Allowed(int a, int b)
    {
        int longer = Math.Max(a, b);
        return Math.Min(longer / 2, Math.Max(2, longer / 4));
    }
}
