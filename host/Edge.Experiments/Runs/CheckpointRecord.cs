using Edge.Information;

namespace Edge.Experiments.Runs;

/// <summary>What was measured of a run at one checkpoint on one device: a line of a journal.</summary>
public sealed record CheckpointRecord
{
    /// <summary>Number of the run, from 0.</summary>
    public required int Run { get; init; }

    /// <summary>Epochs trained.</summary>
    public required int Epoch { get; init; }

    /// <summary>What computed the codes.</summary>
    public required string Device { get; init; }

    /// <summary>Identity of the frozen model: SHA-256 of its content, in hexadecimal.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>Float evaluation; on the device <c>host</c> only, else null.</summary>
    public FloatMetrics? Float { get; init; }

    /// <summary>Share of all rows whose largest logit code is that of the true class.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same on the training rows.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>The same on the test rows; null where there are none.</summary>
    public required double? TestAccuracy { get; init; }

    /// <summary>Codes that differ from the host's, over all rows and layers; 0 on the host.</summary>
    public required long Differences { get; init; }

    /// <summary>The first differences, one line each.</summary>
    public IReadOnlyList<string> FirstDifferences { get; init; } = [];

    /// <summary>Number of rows computed.</summary>
    public required int Rows { get; init; }

    /// <summary>The layers on the information plane, for every row set measured.</summary>
    public required IReadOnlyList<PlanePoint> Points { get; init; }
}
