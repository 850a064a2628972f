using Edge.Experiments.Runs;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Reproduction;

/// <summary>
/// The other form of a preset: NAME runs on a device, NAME-paper quantizes as the paper's code does. Where the folder beside this one holds it,
/// finished, the two are compared.
/// </summary>
internal static class OtherForm
{
    private const string Suffix = "-paper";

    /// <summary>Name of a preset's other form, whether there is one or not.</summary>
    public static string NameOf(string preset) =>
        preset.EndsWith(Suffix, StringComparison.Ordinal) ? preset[..^Suffix.Length] : preset + Suffix;

    /// <summary>Compares with the other form's folder.</summary>
    /// <param name="folder">Folder of this form.</param>
    /// <param name="here">What it holds.</param>
    /// <returns>Null where there is no such folder, it is not finished, or was measured on other rows.</returns>
    /// <exception cref="RunFolderException">The other folder is damaged.</exception>
    public static FormComparison? Compare(RunFolder folder, ReproducedFolder here)
    {
        string beside = Path.GetDirectoryName(Path.GetFullPath(folder.Path)) ?? ".";
        string other = Path.Combine(beside, NameOf(here.Name));
        if (!File.Exists(Path.Combine(other, "run.json")))
        {
            return null;
        }

        RunFolder opened = RunFolder.Open(other);
        if (!opened.Runs.All(run => opened.Trace(run)?.Count == opened.MeasuredEpochs.Length && opened.MeasuredEpochs.Length > 0))
        {
            return null;
        }

        ReproducedFolder there = new(opened);
        return there.FirstRows == here.FirstRows && there.Name != here.Name
            ? new FormComparison(here.FirstPlane(here.Name), there.FirstPlane(there.Name))
            : null;
    }
}
