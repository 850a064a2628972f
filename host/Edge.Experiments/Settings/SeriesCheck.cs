using Edge.Experiments.Data;
using Edge.Information.Binned;
using Edge.Training.Networks;

namespace Edge.Experiments.Settings;

/// <summary>Whether the series asked for can be measured of a network.</summary>
internal static class SeriesCheck
{
    /// <summary>Most bytes of activations that bins over a whole run may keep in memory, for each run in training.</summary>
    public const long MostKeptBytes = 1L << 29;

    /// <summary>The first thing that is wrong, as one line; null where nothing is.</summary>
    public static string? Fault(ExperimentSettings settings, DataSet data)
    {
        SeriesSettings series = settings.Series!;
        NetworkSpec network = settings.Network;
        bool integer = network.FloatArithmetic is null;
        if (series.BatchNorm && network.Output.BatchNorm is null && network.Hidden.All(layer => layer.BatchNorm is null))
        {
            return "series.batchNorm: the network has no batch normalization; leave it out";
        }

        if (series.BatchNorm && integer && network.Hidden.Any(layer => layer.ActivationBits != 1))
        {
            return "series.batchNorm: with several bits of activation its outputs are exact in floatArithmetic only; leave it out";
        }

        foreach (BinningSpec bins in series.Bins)
        {
            if (bins.Faults() is [string fault, ..])
            {
                return $"series.bins: {fault}";
            }
        }

        if (series.Bins.GroupBy(bins => bins.Name()).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"series.bins: {twice.Key} is there twice";
        }

        long neurons = network.Hidden.Sum(layer => (long)layer.Neurons) + network.Output.Classes;
        long epochs = settings.Checkpoints.Count(settings.Training.Epochs);
        long rows = (long)settings.Rows.Count * data.Rows;
        long kept = sizeof(float) * rows * neurons * epochs;
        return series.Bins.Any(bins => bins.Scope == BinScope.Global) && kept > MostKeptBytes
            ? $"series.bins: bins of scope global keep the activations of all {epochs} checkpoints, {kept >> 20} MiB a run where {MostKeptBytes >> 20} are allowed; "
                + "take fewer checkpoints, log:100"
            : null;
    }
}
