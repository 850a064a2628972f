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
    private const double PaperEpochs = 50.0 * 8000;

    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        int epochs = run.Quick ? 200 : 500;
        int threads = Math.Min(Runs, Environment.ProcessorCount);
        foreach (NetworkSpec network in new[] { BenchNetworks.Quantized(Activation.Tanh), BenchNetworks.Quantized(Activation.Relu), BenchNetworks.Binary() })
        {
            ExperimentPlan plan = BenchNetworks.Plan(network, run.Data, Runs, epochs);
            EpochCost pieces = EpochCost.Of(plan, epochs / 2);
            int repetitions = run.Quick ? 2 : 5;
            double seconds = Enumerable.Range(0, repetitions).Min(_ => TimedExperiment.Seconds(run, plan, threads));
            double each = seconds / (Runs * epochs);
            run.Add($"{network.Name}, {Runs} runs x {epochs} epochs", seconds, "s", "sum of its pieces", 1e-6 * pieces.Total * Runs * epochs / threads);
            run.Add($"{network.Name}, 50 runs x 8000 epochs, extrapolated", each * PaperEpochs, "s", "sum of its pieces", 1e-6 * pieces.Total * PaperEpochs / threads);
        }
    }
}
