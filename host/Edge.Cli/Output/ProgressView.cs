using System.Diagnostics;
using System.Globalization;
using Edge.Experiments.Execution;
using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>Shows how far the work is, on standard error: bars in a terminal, a line now and then elsewhere.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs an experiment and shows its progress.</summary>
    public static T Experiment<T>(string name, Func<IProgress<ExperimentProgress>, T> work)
    {
        if (!Terminal.Messages.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return work(new Lines(name));
        }

        return Bars().Start(context =>
        {
            ProgressTask training = context.AddTask(Markup.Escape($"{name}: epochs"), autoStart: true, maxValue: 1);
            ProgressTask device = context.AddTask(Markup.Escape($"{name}: checkpoints on the device"), autoStart: true, maxValue: 1);
            return work(new Immediate<ExperimentProgress>(p =>
            {
                training.MaxValue = Math.Max(1, p.EpochsTotal);
                training.Value = p.EpochsDone;
                device.MaxValue = Math.Max(1, p.CheckpointsTotal);
                device.Value = p.CheckpointsTotal == 0 ? 1 : p.CheckpointsDone;
            }));
        });
    }

    /// <summary>Records rows and shows how many are there.</summary>
    public static T Rows<T>(string name, int rows, Func<IProgress<int>?, T> work)
    {
        if (!Terminal.Messages.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return work(null);
        }

        return Bars().Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(name), autoStart: true, maxValue: rows);
            return work(new Immediate<int>(done => task.Value = done));
        });
    }

    private static Progress Bars() => Terminal.Messages.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    // System.Progress posts to a thread pool and may report out of order.
    private sealed class Immediate<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    private sealed class Lines(string name) : IProgress<ExperimentProgress>
    {
        private readonly Lock gate = new();
        private long last = Stopwatch.GetTimestamp();

        public void Report(ExperimentProgress value)
        {
            lock (gate)
            {
                if (Stopwatch.GetElapsedTime(last) < LineInterval)
                {
                    return;
                }

                last = Stopwatch.GetTimestamp();
            }

            string left = value.TimeLeft is TimeSpan time ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalSeconds:0} s left") : "";
            Terminal.Note($"{name}: {value.EpochsDone} of {value.EpochsTotal} epochs, {value.CheckpointsDone} of {value.CheckpointsTotal} checkpoints on the device{left}");
        }
    }
}
