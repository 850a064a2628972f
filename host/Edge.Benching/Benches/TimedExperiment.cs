using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;

namespace Edge.Benching.Benches;

/// <summary>Whole experiments into folders that are thrown away.</summary>
internal static class TimedExperiment
{
    /// <summary>Seconds that an experiment takes, its folder written.</summary>
    public static double Seconds(BenchRun run, ExperimentPlan plan, int threads)
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory("edge-bench-");
        try
        {
            return Stopwatching.Time(() =>
            {
                RunFolder folder = RunFolder.Prepare(Path.Combine(parent.FullName, "runs"), plan, "edge bench");
                Experiment.Run(plan, folder, null, new ExperimentOptions { Threads = threads }, run.Cancellation);
            });
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }
}
