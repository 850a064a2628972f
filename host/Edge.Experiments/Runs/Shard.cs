using System.Globalization;

namespace Edge.Experiments.Runs;

/// <summary>
/// One of several parts of an experiment that are trained apart, on other machines or at other times, and joined by <see cref="Execution.ShardMerge"/>.
/// Shard i of n has the runs r with r mod n = i - 1: runs keep their numbers and seeds.
/// </summary>
/// <param name="Index">Number of the shard, 1..<paramref name="Of"/>.</param>
/// <param name="Of">Number of shards, 1 or more.</param>
public sealed record Shard(int Index, int Of)
{
    /// <summary>Reads <c>2/8</c>.</summary>
    /// <exception cref="RunFolderException">The text is no shard.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            && index >= 1 && index <= of
            ? new Shard(index, of)
            : throw new RunFolderException($"shard '{text}': i/n is needed, the number of the shard, from 1, and how many there are: 1/4, 2/4, 3/4, 4/4");
    }

    /// <summary>The shard's runs, rising.</summary>
    /// <param name="runs">Runs of the whole experiment.</param>
    public int[] RunsOf(int runs) => [.. Enumerable.Range(0, runs).Where(run => run % Of == Index - 1)];

    /// <summary><c>2/8</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Of}");
}
