using System.Text;
using System.Text.RegularExpressions;
using Edge.Experiments.Runs;

namespace Edge.Experiments.Execution;

/// <summary>Joins the finished shards of an experiment into the folder that one machine would have written.</summary>
public static partial class ShardMerge
{
    private const string UnfinishedExtension = ".merging";

    /// <summary>Joins shards. Their files are copied; the folder appears whole, under its name, when all is there.</summary>
    /// <param name="parts">Folders of all shards, in any order.</param>
    /// <param name="path">The new folder; where it holds just these shards already, nothing is done.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="RunFolderException">
    /// A folder is no shard, is not finished or differs in its settings, shards overlap or miss a part, or the new folder is there or can't be
    /// written.
    /// </exception>
    public static RunFolder Merge(IReadOnlyList<string> parts, string path)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(path);
        RunFolder[] folders = [.. parts.Select(RunFolder.Open)];
        RequireOneOfEach(folders);
        RunFolder first = folders.Single(folder => folder.Manifest.Shard!.Index == 1);
        foreach (RunFolder folder in folders)
        {
            if (ManifestComparison.SharedDifference(first.Manifest, folder.Manifest, $"'{folder.Path}' with") is string difference)
            {
                throw new RunFolderException($"these shards are of different experiments: '{first.Path}' {difference}");
            }
        }

        foreach (RunFolder folder in folders)
        {
            Experiment.RequireFinished(folder);
        }

        RequireSameDevices(first, folders);
        RunManifest manifest = first.Manifest with { Shard = null, Command = CommandOfAll(first.Manifest.Command, path) };
        byte[] text = Encoding.UTF8.GetBytes(manifest.ToJson());
        string file = Path.Combine(path, "run.json");
        if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(text))
        {
            return RunFolder.Open(path);
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new RunFolderException($"'{path}' holds something already; choose an empty or a new one");
        }

        return Write(folders, path, text);
    }

    private static void RequireOneOfEach(RunFolder[] folders)
    {
        foreach (RunFolder folder in folders)
        {
            if (folder.Manifest.Shard is null)
            {
                throw new RunFolderException($"'{folder.Path}' is no shard: it holds all {folder.Manifest.Settings.Runs} runs");
            }
        }

        RunFolder first = folders[0];
        int of = first.Manifest.Shard!.Of;
        foreach (RunFolder folder in folders)
        {
            if (folder.Manifest.Shard!.Of != of)
            {
                throw new RunFolderException($"'{first.Path}' is shard {first.Manifest.Shard}, '{folder.Path}' is shard {folder.Manifest.Shard}");
            }
        }

        ILookup<int, RunFolder> byIndex = folders.ToLookup(folder => folder.Manifest.Shard!.Index);
        foreach (IGrouping<int, RunFolder> same in byIndex.Where(same => same.Count() > 1))
        {
            throw new RunFolderException($"shards overlap: '{same.ElementAt(0).Path}' and '{same.ElementAt(1).Path}' are both shard {same.Key}/{of}");
        }

        string[] missing = [.. Enumerable.Range(1, of).Where(index => !byIndex.Contains(index)).Select(index => $"{index}/{of}")];
        if (missing.Length > 0)
        {
            throw new RunFolderException($"of {of} shards {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing");
        }
    }

    private static void RequireSameDevices(RunFolder first, RunFolder[] folders)
    {
        string devices = string.Join(", ", first.Devices());
        foreach (RunFolder folder in folders)
        {
            string others = string.Join(", ", folder.Devices());
            if (others != devices)
            {
                throw new RunFolderException(
                    $"these shards were measured on different devices: '{first.Path}' on {devices}, '{folder.Path}' on {others}; "
                    + "give edge train the command of the other again, with --device");
            }
        }
    }

    private static RunFolder Write(RunFolder[] folders, string path, byte[] manifest)
    {
        string unfinished = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + UnfinishedExtension;
        try
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            Directory.CreateDirectory(unfinished);
            File.WriteAllBytes(Path.Combine(unfinished, "run.json"), manifest);
            foreach (RunFolder folder in folders)
            {
                using IDisposable exclusive = folder.Lock();
                foreach (string kind in Directory.EnumerateDirectories(folder.Path))
                {
                    Copy(kind, Path.Combine(unfinished, Path.GetFileName(kind)));
                }
            }

            RunFolder whole = RunFolder.Open(unfinished);
            whole.Lock().Dispose();
            whole.WriteMetrics();
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }

            Directory.Move(unfinished, path);
            return RunFolder.Open(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{path}' can't be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.EnumerateDirectories(source))
        {
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }

    /// <summary>The command of a shard as it would have been given for all runs, into another folder.</summary>
    private static string CommandOfAll(string command, string path)
    {
        string shown = path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
        return OutOption().Replace(ShardOption().Replace(command, ""), match => match.Groups[1].Value + shown);
    }

    [GeneratedRegex("""\s--shard[= ]\S+""")]
    private static partial Regex ShardOption();

    [GeneratedRegex("""(\s(?:--out|-o)[= ])("[^"]*"|\S+)""")]
    private static partial Regex OutOption();
}
