using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Experiments.Data;
using Edge.Experiments.Settings;
using Edge.Inference;

namespace Edge.Experiments.Runs;

/// <summary>What <c>run.json</c> says: how a run folder came to be, and everything that decides its numbers.</summary>
public sealed record RunManifest
{
    /// <summary>Version of the folder's layout that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the folder's layout.</summary>
    public required int Format { get; init; }

    /// <summary>The command that made the folder.</summary>
    public required string Command { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Version { get; init; }

    /// <summary>.NET runtime, operating system and architecture it was made on.</summary>
    public required string Platform { get; init; }

    /// <summary>Vector instructions of host inference, <c>portable</c>, <c>avx2</c> or <c>avx512</c>; no number depends on them.</summary>
    public required string CpuPath { get; init; }

    /// <summary>The data set's name when the folder was made.</summary>
    public required string DataName { get; init; }

    /// <summary>SHA-256 of the data set, in hexadecimal (<see cref="DataSet.Sha256"/>).</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Rows of the data set.</summary>
    public required int Rows { get; init; }

    /// <summary>Names of the data set's classes.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>How the numbers of the table became codes; null where the data set is no table of the user's.</summary>
    public TableMap? InputMap { get; init; }

    /// <summary>The settings, complete.</summary>
    public required ExperimentSettings Settings { get; init; }

    /// <summary>Which part of the runs the folder holds; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Shard? Shard { get; init; }

    /// <summary>The engine that trains, where it is not the fused one; null for that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Engine { get; init; }

    /// <summary>Where the network comes from if it was not trained here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportOrigin? Imported { get; init; }

    /// <summary>Version of this program.</summary>
    public static string ProgramVersion { get; } =
        typeof(RunManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The manifest of a plan on this machine.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="command">The command line, for people.</param>
    /// <param name="imported">Where the network comes from if it is not trained here.</param>
    public static RunManifest Of(ExperimentPlan plan, string command, ImportOrigin? imported = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new RunManifest
        {
            Format = CurrentFormat,
            Command = command,
            Version = ProgramVersion,
            Platform = string.Join(
                ", ", RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture),
            CpuPath = VectorPaths.Best.ToString().ToLowerInvariant(),
            DataName = plan.Data.Name,
            DataSha256 = Convert.ToHexStringLower(plan.Data.Sha256),
            Rows = plan.Data.Rows,
            ClassNames = plan.Data.ClassNames,
            InputMap = plan.Data.Map,
            Settings = plan.Settings,
            Imported = imported,
        };
    }

    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SettingsJson.Options) + "\n";
}
