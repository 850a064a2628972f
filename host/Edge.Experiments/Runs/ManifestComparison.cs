using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Runs;

/// <summary>Finds what keeps a command from continuing a folder.</summary>
internal static class ManifestComparison
{
    private static readonly string[] Descriptive = ["about", "data"];

    /// <summary>The first thing that decides numbers and differs, as one line; null where nothing does.</summary>
    /// <param name="folder">What the folder was made with.</param>
    /// <param name="now">What it is to be continued with.</param>
    public static string? Difference(RunManifest folder, RunManifest now)
    {
        if (folder.Version != now.Version)
        {
            return $"was made by version {folder.Version}, this is {now.Version}";
        }

        if (folder.DataSha256 != now.DataSha256)
        {
            return $"was made with the data set {folder.DataName} ({folder.DataSha256[..12]}...), "
                + $"now it is {now.DataName} ({now.DataSha256[..12]}...)";
        }

        return Difference("", Decisive(folder.Settings), Decisive(now.Settings));
    }

    private static JsonObject Decisive(ExperimentSettings settings)
    {
        JsonObject json = (JsonObject)JsonSerializer.SerializeToNode(settings, SettingsJson.Options)!;
        foreach (string name in Descriptive)
        {
            json.Remove(name);
        }

        return json;
    }

    private static string? Difference(string path, JsonNode? folder, JsonNode? now)
    {
        if (folder is JsonObject a && now is JsonObject b)
        {
            return a.Select(member => Difference(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value, b[member.Key]))
                .FirstOrDefault(line => line is not null);
        }

        if (folder is JsonArray c && now is JsonArray d && c.Count == d.Count)
        {
            return c.Select((item, i) => Difference($"{path}[{i}]", item, d[i])).FirstOrDefault(line => line is not null);
        }

        return JsonNode.DeepEquals(folder, now) ? null : $"was made with {path} {Text(folder)}, now it is {Text(now)}";
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray array => $"of {array.Count} entries",
        _ => node.ToJsonString(SettingsJson.OneLineOptions),
    };
}
