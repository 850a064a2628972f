using System.Text.Json;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Runs;

/// <summary>run.json, which says how a run folder came to be.</summary>
internal static class ManifestFile
{
    /// <summary>Its name.</summary>
    public const string Name = "run.json";

    /// <summary>The manifest in a file.</summary>
    /// <exception cref="RunFolderException">It is torn, of a newer version, or stands for several networks.</exception>
    public static RunManifest Read(string file)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            using (JsonDocument document = JsonDocument.Parse(bytes))
            {
                if (document.RootElement.TryGetProperty(RunCollection.NetworksMember, out JsonElement networks))
                {
                    IEnumerable<string> names = networks.EnumerateObject().Select(network => network.Name);
                    throw new RunFolderException($"{file} stands for several networks; name the folder of one: {string.Join(", ", names)}");
                }

                if (document.RootElement.TryGetProperty("format", out JsonElement format)
                    && format.TryGetInt32(out int version) && version > RunManifest.CurrentFormat)
                {
                    throw new RunFolderException(
                        $"{file} was written by a newer version (format {version}, this one reads {RunManifest.CurrentFormat}); update");
                }
            }

            return JsonSerializer.Deserialize<RunManifest>(bytes, SettingsJson.Options)!;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new RunFolderException($"{file} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }
}
