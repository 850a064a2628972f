using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Cli.Reporting;

/// <summary>Tables of several run folders as one: each line says of which network it is.</summary>
internal static class JoinedTables
{
    /// <summary>Writes tables of equal columns one after the other, the name of the network as the first column.</summary>
    public static void Write(string path, IReadOnlyList<RunFolder> folders, string table)
    {
        List<string> lines = [];
        foreach (RunFolder folder in folders)
        {
            string[] text = File.ReadAllLines(Path.Combine(folder.Path, table));
            if (lines.Count == 0)
            {
                lines.Add("network," + text[0]);
            }

            lines.AddRange(text.Skip(1).Select(line => $"{folder.Manifest.Settings.Network.Name},{line}"));
        }

        AtomicFile.WriteText(path, string.Join('\n', lines) + "\n");
    }
}
