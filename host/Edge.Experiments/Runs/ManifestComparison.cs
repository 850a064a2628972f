using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Experiments.Settings;
using Edge.Training.Engines;

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
        if (folder.Shard != now.Shard && SharedDifference(folder, now, "now it is") is null)
        {
            return $"holds {Text(folder.Shard)}, now it is {Text(now.Shard)}";
        }

        return SharedDifference(folder, now, "now it is");
    }

    private static string Text(Shard? shard) => shard is null ? "all runs" : $"shard {shard}";

    /// <summary>The same without looking at what part of the runs the folders hold.</summary>
    /// <param name="folder">One.</param>
    /// <param name="now">The other.</param>
    /// <param name="other">What to say before what is the other's.</param>
    public static string? SharedDifference(RunManifest folder, RunManifest now, string other)
    {
        if (folder.Version != now.Version)
        {
            return $"was made by version {folder.Version}, {(other == "now it is" ? "this is" : other)} {now.Version}";
        }

        if (ImportDifference(folder.Imported, now.Imported) is string import)
        {
            return import;
        }

        if (folder.Engine != now.Engine)
        {
            return $"was trained by the engine {Engine(folder)}, {other} {Engine(now)}";
        }

        if (folder.DataSha256 != now.DataSha256)
        {
            return $"was made with the data set {folder.DataName} ({folder.DataSha256[..12]}...), "
                + $"{other} {now.DataName} ({now.DataSha256[..12]}...)";
        }

        return Difference("", Decisive(folder.Settings), Decisive(now.Settings), other);
    }

    private static string Engine(RunManifest manifest) => manifest.Engine ?? FusedEngine.Instance.Name;

    private static string? ImportDifference(ImportOrigin? folder, ImportOrigin? now) => (folder, now) switch
    {
        (null, null) => null,
        (null, not null) => "holds networks trained by edge, not an imported one",
        (not null, null) => $"holds a network imported from {folder.File}, whose training can't be continued",
        _ when folder.Sha256 != now.Sha256 =>
            $"was imported from {folder.File} ({folder.Sha256[..12]}...), now it is {now.File} ({now.Sha256[..12]}...)",
        _ => folder.Epoch == now.Epoch ? null : $"was imported as epoch {folder.Epoch}, now it is {now.Epoch}",
    };

    private static JsonObject Decisive(ExperimentSettings settings)
    {
        JsonObject json = (JsonObject)JsonSerializer.SerializeToNode(settings, SettingsJson.Options)!;
        foreach (string name in Descriptive)
        {
            json.Remove(name);
        }

        return json;
    }

    private static string? Difference(string path, JsonNode? folder, JsonNode? now, string other)
    {
        if (folder is JsonObject a && now is JsonObject b)
        {
            // Members that are null by default are left out of the file: each side can have some that the other lacks.
            return a.Concat(b).Select(member => member.Key).Distinct()
                .Select(name => Difference(path.Length == 0 ? name : $"{path}.{name}", a[name], b[name], other))
                .FirstOrDefault(line => line is not null);
        }

        if (folder is JsonArray c && now is JsonArray d && c.Count == d.Count)
        {
            return c.Select((item, i) => Difference($"{path}[{i}]", item, d[i], other)).FirstOrDefault(line => line is not null);
        }

        return JsonNode.DeepEquals(folder, now) ? null : $"was made with {path} {Text(folder)}, {other} {Text(now)}";
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => $"{{ {string.Join(", ", members.Select(member => member.Key))} }}",
        JsonArray array => $"of {array.Count} {(array.Count == 1 ? "entry" : "entries")}",
        _ => node.ToJsonString(SettingsJson.OneLineOptions),
    };
}
