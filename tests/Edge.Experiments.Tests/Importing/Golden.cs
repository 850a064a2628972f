using System.Runtime.CompilerServices;
using Edge.Experiments.Importing;
using Edge.Experiments.Settings;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Importing;

/// <summary>The networks that Golden/make_golden.py trained with PyTorch, and the codes it computed.</summary>
internal static class Golden
{
    public const int Epoch = 15;

    public static string WeightsPath(string name) => Path.Combine(Folder, name + ".npz");

    public static ExperimentPlan Plan(string name) =>
        ExperimentPlan.Load(Path.Combine(Folder, name + ".json"), new SettingsOverrides { TrainedElsewhere = true });

    public static ImportedNetwork Network(string name, ExperimentPlan plan) => ImportedNetwork.Read(WeightsPath(name), plan, Epoch);

    /// <summary>Codes of all rows, layer by layer, as PyTorch computed them.</summary>
    public static CodeTable Codes(string name) => NpzFile.Read(Path.Combine(Folder, name + ".codes.npz"), new CodeOrigin());

    private static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Golden");

    private static string Here([CallerFilePath] string path = "") => path;
}
