using Edge.Experiments.Execution;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Benching.Benches;

/// <summary>
/// Small experiments with information at every epoch, as <c>edge train</c> does them, carried on to the papers' 50 runs of 8000 epochs; beside the
/// sum of the pieces of an epoch, each measured alone.
/// </summary>
internal static class ExperimentBench
{
    private const int Runs = 2;
    private const int PaperRuns = 50;
    private const int PaperEpochs = 8000;

    // The difference of two lengths is what epochs cost without what comes once in a run.
    private const int Longer = 4;

    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        int epochs = run.Quick ? 200 : 500;
        int threads = Math.Min(Runs, Environment.ProcessorCount);
        foreach (NetworkSpec network in new[] { BenchNetworks.Quantized(Activation.Tanh), BenchNetworks.Quantized(Activation.Relu), BenchNetworks.Binary() })
        {
            ExperimentPlan plan = BenchNetworks.Plan(network, run.Data, Runs, epochs);
            ExperimentPlan longer = BenchNetworks.Plan(network, run.Data, Runs, Longer * epochs);
            TimedExperiment.WarmUp(run, plan, threads);
            double seconds = double.MaxValue;
            double longerSeconds = double.MaxValue;
            for (int repetition = 0; repetition < (run.Quick ? 2 : 5); repetition++)
            {
                seconds = Math.Min(seconds, TimedExperiment.Seconds(run, plan, threads));
                longerSeconds = Math.Min(longerSeconds, TimedExperiment.Seconds(run, longer, threads));
            }

            EpochCost pieces = EpochCost.Of(plan, epochs / 2);
            double each = (longerSeconds - seconds) / ((Longer - 1) * epochs);
            double paper = PaperRuns / Runs * (longerSeconds + ((PaperEpochs - (Longer * epochs)) * each));
            double piecesSeconds = 1e-6 * pieces.Total * Runs / threads;
            run.Add($"{network.Name}, {Runs} runs x {epochs} epochs", seconds, "s", "sum of its pieces", piecesSeconds * epochs);
            run.Add(
                $"{network.Name}, {PaperRuns} runs x {PaperEpochs} epochs, extrapolated",
                paper,
                "s",
                "sum of its pieces",
                piecesSeconds * PaperRuns / Runs * PaperEpochs);
        }
    }
}
