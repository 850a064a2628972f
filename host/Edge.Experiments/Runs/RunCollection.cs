using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Experiments.Settings;
using Edge.Files;

namespace Edge.Experiments.Runs;

/// <summary>A folder of several run folders that one command made, with a <c>run.json</c> that holds the manifests of all of them.</summary>
public sealed class RunCollection
{
    /// <summary>The member of run.json that tells a collection from a run folder.</summary>
    internal const string NetworksMember = "networks";

    private const string ManifestName = "run.json";

    private RunCollection(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, or opens one that the same command made.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="names">Names of the run folders in it.</param>
    /// <exception cref="RunFolderException">It holds other things, which would be lost, or it can't be made.</exception>
    public static RunCollection Prepare(string path, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(names);
        try
        {
            Directory.CreateDirectory(path);
            string manifest = System.IO.Path.Combine(path, ManifestName);
            if (!File.Exists(manifest))
            {
                RequireOnly(path, names);
            }
            else if (!IsCollection(manifest))
            {
                throw new RunFolderException($"'{path}' holds the {ManifestName} of something else; choose an empty or a new folder");
            }

            return new RunCollection(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{path}' can't be made: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Path of one of its run folders.</summary>
    public string FolderOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes run.json.</summary>
    /// <param name="folders">The run folders, in the order in which they are shown.</param>
    /// <exception cref="RunFolderException">It can't be written.</exception>
    public void WriteManifest(IReadOnlyList<RunFolder> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        JsonObject networks = [];
        foreach (RunFolder folder in folders)
        {
            networks[folder.Manifest.Settings.Network.Name] = JsonNode.Parse(folder.Manifest.ToJson());
        }

        string text = new JsonObject { [NetworksMember] = networks }.ToJsonString(SettingsJson.Options) + "\n";
        WholeFile.Write(System.IO.Path.Combine(Path, ManifestName), Encoding.UTF8.GetBytes(text));
    }

    private static bool IsCollection(string manifest)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(NetworksMember, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void RequireOnly(string path, IReadOnlyList<string> names)
    {
        string? other = Directory.EnumerateFileSystemEntries(path)
            .Select(entry => System.IO.Path.GetFileName(entry))
            .FirstOrDefault(entry => !names.Contains(entry) && entry != ManifestName + AtomicFile.TemporaryExtension);
        if (other is not null)
        {
            throw new RunFolderException($"'{path}' holds {other}, which is not of this command; choose an empty or a new folder");
        }
    }
}
