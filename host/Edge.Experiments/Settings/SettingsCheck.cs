using System.Globalization;
using Edge.Experiments.Data;
using Edge.Information.Codes;
using Edge.Training.Networks;

namespace Edge.Experiments.Settings;

/// <summary>The acceptance check of settings together with the data set they are for.</summary>
public static class SettingsCheck
{
    /// <summary>Most runs of an experiment.</summary>
    public const int MaxRuns = 10000;

    /// <summary>Returns where training, freezing and measuring can do nothing but succeed.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="data">The data set.</param>
    /// <param name="source">File or preset, for messages.</param>
    /// <exception cref="SettingsException">A setting is out of range or does not fit the data set.</exception>
    public static void Require(ExperimentSettings settings, DataSet data, string source)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        string? fault = OwnFault(settings) ?? SplitFault(settings, data) ?? DataFault(settings.Network, data);
        IReadOnlyList<string> faults = fault is not null
            ? [fault]
            :
            [
                .. NetworkCheck.Faults(settings.Network).Select(line => "network, " + line),
                .. TrainingCheck.Faults(settings.Training, settings.Network).Select(line => "training, " + line),
            ];
        if (faults.Count == 0 && settings.Series is not null && SeriesCheck.Fault(settings, data) is string series)
        {
            faults = [series];
        }

        if (faults.Count > 0)
        {
            throw new SettingsException($"{source}: {string.Join("; ", faults)}");
        }
    }

    private static string? OwnFault(ExperimentSettings settings)
    {
        if (settings.Runs is < 1 or > MaxRuns)
        {
            return $"runs {settings.Runs} is not within 1..{MaxRuns}";
        }

        if (settings.TrainFraction is double fraction && !(fraction > 0 && fraction <= 1))
        {
            return $"trainFraction {fraction.ToString("R", CultureInfo.InvariantCulture)} is not above 0 and at most 1";
        }

        IReadOnlyList<string> rows = settings.Rows;
        if (rows.Count == 0 || rows.Distinct().Count() != rows.Count || rows.Except(CodeOrigin.RowSets).Any())
        {
            return $"rows [{string.Join(", ", rows)}] should name one or more of {string.Join(", ", CodeOrigin.RowSets)}, each once";
        }

        if (settings.Restart?.Fault() is string restart)
        {
            return restart;
        }

        if (settings.Training.Seed > ulong.MaxValue - ((RestartRule.Most + 1UL) * MaxRuns))
        {
            return $"training: seed {settings.Training.Seed} leaves no room for the seeds of later runs";
        }

        return null;
    }

    // A seed that draws nothing would let two folders with the same numbers differ in their settings.
    private static string? SplitFault(ExperimentSettings settings, DataSet data) => settings switch
    {
        { SplitSeed: null } => null,
        { TrainFraction: 1 } => "splitSeed draws nothing where trainFraction is 1; leave one of them out",
        { TrainFraction: null } when data.GivenTrainRows is int given =>
            $"splitSeed draws nothing: data set '{data.Name}' comes divided, its first {given} rows are the training rows; leave it out or give a trainFraction",
        _ => null,
    };

    private static string? DataFault(NetworkSpec network, DataSet data)
    {
        const string Advice = "leave network.input and network.output.classes out to take them from the data";
        InputSpec input = network.Input;
        if (input.Width != data.Input.Width)
        {
            return $"network.input.width is {input.Width}, data set '{data.Name}' has {data.Input.Width} columns; {Advice}";
        }

        if (input.Bits is >= 1 and <= 8 && data.Input.TopCode > input.LargestCode())
        {
            return $"network.input takes codes up to {input.LargestCode()}, "
                + $"data set '{data.Name}' has codes up to {data.Input.TopCode}; {Advice}";
        }

        return network.Output.Classes != data.Classes
            ? $"network.output.classes is {network.Output.Classes}, data set '{data.Name}' has {data.Classes} classes; {Advice}"
            : null;
    }
}
