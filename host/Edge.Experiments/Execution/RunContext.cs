using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Inference;
using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>What all runs of an experiment share; nothing in it changes while they run.</summary>
internal sealed class RunContext
{
    // Restarts of each run; a run's training alone changes its own, before its first checkpoint is told to anyone.
    private readonly IReadOnlyList<Restart>[] restarts;

    /// <summary>Packs the data set for training and for devices.</summary>
    public RunContext(ExperimentPlan plan, RunFolder folder)
    {
        Plan = plan;
        Folder = folder;
        Epochs = folder.CheckpointEpochs;
        MeasuredEpochs = folder.MeasuredEpochs;
        InputSpec input = plan.Settings.Network.Input;
        Rows = new LabeledRows(input.Width, input.Bits, plan.Data.Codes, plan.Data.Labels);
        Inputs = InputSet.FromCodes(plan.Data.Codes, input.Width, input.Bits, input.LargestCode());
        restarts = [.. Enumerable.Repeat<IReadOnlyList<Restart>>([], plan.Settings.Runs)];
        InputClassOfRow = InputClasses.Of(plan.Data);
    }

    /// <summary>Settings and data.</summary>
    public ExperimentPlan Plan { get; }

    /// <summary>Where everything is written.</summary>
    public RunFolder Folder { get; }

    /// <summary>What computes the steps of training.</summary>
    public ITrainingEngine Engine { get; init; } = FusedEngine.Instance;

    /// <summary>Checkpoints, rising.</summary>
    public int[] Epochs { get; }

    /// <summary>Measured epochs, rising.</summary>
    public int[] MeasuredEpochs { get; }

    /// <summary>All rows for the trainer.</summary>
    public LabeledRows Rows { get; }

    /// <summary>All rows for devices.</summary>
    public InputSet Inputs { get; }

    /// <summary>Class of each row's input; null where all inputs differ.</summary>
    public int[]? InputClassOfRow { get; }

    /// <summary>Runs of the folder.</summary>
    public int[] Runs => Folder.Runs;

    /// <summary>Says which trainings a run has given up; before its training, split and files are asked for.</summary>
    public void SetRestarts(int run, IReadOnlyList<Restart> given) => Volatile.Write(ref restarts[run], given);

    /// <summary>Writes them down, where there are any.</summary>
    public void WriteRestarts(int run)
    {
        if (restarts[run].Count > 0)
        {
            RestartFile.Write(Folder.RestartPath(run), restarts[run]);
        }
    }

    /// <summary>Training of a run: the plan's, with the run's own seed.</summary>
    public TrainingSpec TrainingOf(int run) =>
        Plan.Settings.Training with { Seed = Folder.SeedOf(run, Volatile.Read(ref restarts[run]).Count) };

    /// <summary>Split of a run, drawn by its seed or by that of all runs.</summary>
    public RowSplit SplitOf(int run) => Plan.Settings.SplitOf(Plan.Data, TrainingOf(run).Seed);

    /// <summary>A measurer of codes that a device recorded, on the row sets asked for.</summary>
    public CheckpointMeasurer MeasurerOf(int run) => new(this, run, SplitOf(run));
}
