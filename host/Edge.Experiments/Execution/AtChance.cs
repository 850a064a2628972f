using Edge.Experiments.Data;

namespace Edge.Experiments.Execution;

/// <summary>
/// When a training counts as stuck: its accuracy is hardly above what naming the most frequent class always gives. With two equal classes that
/// is the 0.55 of the restart rule of Lorenzen et al. (2022).
/// </summary>
public static class AtChance
{
    /// <summary>What an accuracy has to be above the share of the most frequent class.</summary>
    public const double Margin = 0.05;

    /// <summary>The accuracy below which a training counts as stuck.</summary>
    public static double Of(DataSet data) =>
        ((double)data.Labels.CountBy(label => label).Max(count => count.Value) / data.Rows) + Margin;
}
