using Edge.Experiments.Checkpoints;

namespace Edge.Experiments.Settings;

/// <summary>What a command line says instead of the file; null leaves the file's.</summary>
public sealed record SettingsOverrides
{
    /// <summary>Nothing overridden.</summary>
    public static SettingsOverrides None { get; } = new();

    /// <summary>Data set.</summary>
    public string? Data { get; init; }

    /// <summary>Epochs of a run.</summary>
    public int? Epochs { get; init; }

    /// <summary>Number of runs.</summary>
    public int? Runs { get; init; }

    /// <summary>Seed of the first run.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Seed that draws the split of all runs.</summary>
    public ulong? SplitSeed { get; init; }

    /// <summary>Checkpoints.</summary>
    public CheckpointSchedule? Checkpoints { get; init; }

    /// <summary>Measured epochs.</summary>
    public CheckpointSchedule? Measure { get; init; }

    /// <summary>Which runs are begun again.</summary>
    public RestartRule? Restart { get; init; }

    /// <summary>The network was trained elsewhere: one run of no epochs here, and the file may leave <c>training</c> out.</summary>
    public bool TrainedElsewhere { get; init; }

    /// <summary>Measures nothing but the layers' codes, whatever the file asks for beside them.</summary>
    public bool CodesOnly { get; init; }

    /// <summary>The settings with these put in.</summary>
    internal ExperimentSettings ApplyTo(ExperimentSettings settings) => settings with
    {
        Data = Data ?? settings.Data,
        Runs = TrainedElsewhere ? 1 : Runs ?? settings.Runs,
        SplitSeed = SplitSeed ?? settings.SplitSeed,
        Checkpoints = Checkpoints ?? settings.Checkpoints,
        Measure = Measure ?? settings.Measure,
        Restart = Restart ?? settings.Restart,
        Series = CodesOnly || TrainedElsewhere ? null : settings.Series,
        Training = settings.Training with
        {
            Epochs = TrainedElsewhere ? 0 : Epochs ?? settings.Training.Epochs,
            Seed = Seed ?? settings.Training.Seed,
        },
    };
}
