using Edge.Experiments.Data;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Benching.Benches;

/// <summary>Time of tanh experiments of two, and four, times the rows, runs and epochs, on one thread.</summary>
internal static class GrowthBench
{
    private static readonly int[] Factors = [1, 2, 4];

    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        int epochs = run.Quick ? 100 : 400;
        Measure(run, "rows", run.Data.Rows, factor => (Repeated(run.Data, factor), 1, epochs / 2));
        Measure(run, "runs", 1, factor => (run.Data, factor, epochs));
        Measure(run, "epochs", epochs, factor => (run.Data, 1, factor * epochs));
    }

    private static void Measure(BenchRun run, string by, int unit, Func<int, (DataSet Data, int Runs, int Epochs)> size)
    {
        double[] least = [.. Factors.Select(_ => double.MaxValue)];
        TimedExperiment.WarmUp(run, Plan(Factors[0]), 1);
        for (int repetition = 0; repetition < (run.Quick ? 2 : 3); repetition++)
        {
            for (int i = 0; i < Factors.Length; i++)
            {
                least[i] = Math.Min(least[i], TimedExperiment.Seconds(run, Plan(Factors[i]), 1));
            }
        }

        run.Add(new Growth(by, [.. Factors.Select(factor => factor * unit)], least));

        ExperimentPlan Plan(int factor)
        {
            (DataSet data, int runs, int epochs) = size(factor);
            return BenchNetworks.Plan(BenchNetworks.Quantized(Activation.Tanh), data, runs, epochs);
        }
    }

    // The rows over and over.
    private static DataSet Repeated(DataSet data, int times) => new(
        data.Name,
        data.Input,
        [.. Enumerable.Repeat(data.Codes, times).SelectMany(codes => codes)],
        [.. Enumerable.Repeat(data.Labels, times).SelectMany(labels => labels)],
        data.ClassNames,
        data.ColumnNames);
}
