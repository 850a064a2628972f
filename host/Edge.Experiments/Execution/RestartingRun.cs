using Edge.Experiments.Runs;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Execution;

/// <summary>
/// One run under the restart rule: trained with one seed after another until a training meets the rule. What was given up stands in
/// <c>restarts/run0.json</c> before anything of the training that counts, and nothing else of it is ever written, so that a run killed at any
/// moment makes the same decisions again.
/// </summary>
internal static class RestartingRun
{
    /// <summary>Brings the run to its last checkpoint.</summary>
    /// <param name="context">What the runs share.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="time">The clock of saving.</param>
    /// <param name="finished">Told each checkpoint that is finished.</param>
    /// <param name="meter">Counts epochs.</param>
    /// <param name="cancellation">Ends the run between two epochs.</param>
    public static void Execute(
        RunContext context, int run, TimeProvider time, Action<int> finished, ProgressMeter meter, CancellationToken cancellation)
    {
        IReadOnlyList<Restart> given = context.Folder.Restarts(run);
        context.SetRestarts(run, given);

        // Where restarts are written down, the training after them has met the rule.
        bool decided = given.Count > 0 || context.Plan.Settings.Restart is null;
        while (new TrainingRun(context, run, time, underRule: !decided && given.Count < RestartRule.Most)
            .Execute(finished, meter, cancellation) is double accuracy)
        {
            given = [.. given, new Restart(context.TrainingOf(run).Seed, accuracy)];
            context.SetRestarts(run, given);
            if (given.Count == RestartRule.Most)
            {
                context.WriteRestarts(run);
            }
        }
    }
}
