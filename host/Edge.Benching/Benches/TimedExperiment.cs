using System.Diagnostics;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;

namespace Edge.Benching.Benches;

/// <summary>Whole experiments into folders that are thrown away.</summary>
internal static class TimedExperiment
{
    // Tiered compilation waits for 0.1 s without new code, and then compiles beside what runs.
    private const double WarmUpSeconds = 1;

    /// <summary>Repeats an experiment, once or more, until the compiler is done with what it runs.</summary>
    public static void WarmUp(BenchRun run, ExperimentPlan plan, int threads)
    {
        long begin = Stopwatch.GetTimestamp();
        do
        {
            Seconds(run, plan, threads);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < WarmUpSeconds);
    }

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
