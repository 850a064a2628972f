using System.Text.Json.Serialization;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Training.Networks;

namespace Edge.Experiments.Settings;

/// <summary>
/// Everything that decides the numbers of an experiment: data, split, network, training, seeds, checkpoints. It is what a network file
/// and a preset hold; host/README.md documents the members.
/// </summary>
public sealed record ExperimentSettings
{
    /// <summary>Where the experiment comes from, or null.</summary>
    public Source? About { get; init; }

    /// <summary>Data set: a name of the catalogue or the path of a file.</summary>
    public required string Data { get; init; }

    /// <summary>
    /// Share of the rows to train on, more than 0 and at most 1; null where the data set comes divided or stands for 0.8 where it does not.
    /// </summary>
    public double? TrainFraction { get; init; }

    /// <summary>
    /// Seed that draws the training rows of all runs; null where each run's own seed draws its own, so that the spread over the runs is that of
    /// splits and of trainings together.
    /// </summary>
    public ulong? SplitSeed { get; init; }

    /// <summary>Row sets on which information is measured: <c>all</c>, <c>train</c>, <c>test</c>, each at most once.</summary>
    public IReadOnlyList<string> Rows { get; init; } = ["all"];

    /// <summary>Number of runs, 1 or more. Run r is trained with the seed Training.Seed + r.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>
    /// Epochs at which the network is measured on the host, as an integer model unless it is in float arithmetic: information of all layers and
    /// accuracies, into the run's trace. No model is kept.
    /// </summary>
    public CheckpointSchedule Measure { get; init; } = CheckpointSchedule.All;

    /// <summary>
    /// Epochs at which the model is kept, evaluated in floats too, and run on the device; a network in float arithmetic is binned at them.
    /// </summary>
    public CheckpointSchedule Checkpoints { get; init; } = CheckpointSchedule.Logarithmic(40);

    /// <summary>What is measured beside the layers' codes; null where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeriesSettings? Series { get; init; }

    /// <summary>Which runs are begun again with another seed; null where none are.</summary>
    public RestartRule? Restart { get; init; }

    /// <summary>The network. Its input and its number of classes come from the data set where the file leaves them out.</summary>
    public required NetworkSpec Network { get; init; }

    /// <summary>The training of one run. The seed is 1 where the file leaves it out.</summary>
    public required TrainingSpec Training { get; init; }

    /// <summary>Training and test rows of a run.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="runSeed">Seed that the run is trained with.</param>
    public RowSplit SplitOf(DataSet data, ulong runSeed) => RowSplit.Of(data, TrainFraction, SplitSeed ?? runSeed);
}
