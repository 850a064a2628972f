using System.Text.Json;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Runs;

/// <summary><c>restarts/run0.json</c>: the trainings that a run gave up, in their order; no file where there were none.</summary>
internal static class RestartFile
{
    /// <summary>Reads the file; empty where there is none.</summary>
    /// <exception cref="RunFolderException">It can't be read.</exception>
    public static IReadOnlyList<Restart> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Restart[]>(File.ReadAllBytes(path), SettingsJson.OneLineOptions)! : [];
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="RunFolderException">It can't be written.</exception>
    public static void Write(string path, IReadOnlyList<Restart> restarts) =>
        WholeFile.Write(path, [.. JsonSerializer.SerializeToUtf8Bytes(restarts, SettingsJson.OneLineOptions), (byte)'\n']);
}
