using System.Text.Json.Nodes;
using Edge.Experiments.Runs;
using Edge.Files;

namespace Edge.Cli.Reporting;

/// <summary>Files of several run folders as one: each record says of which network it is.</summary>
internal static class JoinedFiles
{
    /// <summary>Writes the manifests as one JSON object, a member per network.</summary>
    public static void WriteManifests(string path, IReadOnlyList<RunFolder> folders)
    {
        JsonObject joined = [];
        foreach (RunFolder folder in folders)
        {
            joined[folder.Manifest.Settings.Network.Name] = JsonNode.Parse(folder.Manifest.ToJson());
        }

        AtomicFile.WriteText(path, joined.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    /// <summary>Writes tables of equal columns one after the other, the name of the network as the first column.</summary>
    public static void WriteTables(string path, IReadOnlyList<RunFolder> folders, string table)
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
