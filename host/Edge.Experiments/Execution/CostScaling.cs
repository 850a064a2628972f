using System.Diagnostics;
using System.Numerics;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>How the cost of an experiment grows with rows, runs and epochs.</summary>
public static class CostScaling
{
    private const int Columns = 16;

    /// <summary>Cost of an epoch of a preset's network on other numbers of rows: 16 binary inputs, all rows different, two classes.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="rows">Number of rows, 2..65536.</param>
    /// <param name="epochs">Epochs to take the medians over.</param>
    public static EpochCost OverRows(string preset, int rows, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 1 << Columns);
        byte[] codes = new byte[rows * Columns];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            // An odd factor permutes the numbers of 16 bits.
            uint number = unchecked((ushort)(row * 40503));
            labels[row] = BitOperations.PopCount(number) >= Columns / 2 ? 1 : 0;
            for (int i = 0; i < Columns; i++)
            {
                codes[(row * Columns) + i] = (byte)((number >> i) & 1);
            }
        }

        ExperimentSettings settings = ExperimentPlan.Load(preset).Settings;
        InputSpec input = settings.Network.Input;
        DataSet data = new(
            "drawn",
            new InputTensor(Columns, 1, 1, 0, 1),
            codes,
            labels,
            ["0", "1"],
            [.. Enumerable.Range(0, Columns).Select(i => $"x{i}")]);
        NetworkSpec network = settings.Network with { Input = input with { Width = Columns } };
        return EpochCost.Of(ExperimentPlan.Of(settings with { Network = network, Data = data.Name, TrainFraction = null }, data), epochs);
    }

    /// <summary>Processor time of a whole experiment on the host, its files included.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="runs">Runs.</param>
    /// <param name="epochs">Epochs of a run.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="folder">Where; deleted afterwards.</param>
    /// <returns>Seconds of all threads of this process together, and by the clock.</returns>
    public static (double Processor, double Clock) Whole(string preset, int runs, int epochs, int threads, string folder)
    {
        ExperimentPlan plan = ExperimentPlan.Load(
            preset, new SettingsOverrides { Runs = runs, Epochs = epochs, Checkpoints = CheckpointSchedule.Logarithmic(40) });
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        try
        {
            Experiment.Run(
                plan, RunFolder.Prepare(folder, plan, "scaling"), null, new ExperimentOptions { Threads = threads }, CancellationToken.None);
            double clock = Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            return ((process.TotalProcessorTime - before).TotalSeconds, clock);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
