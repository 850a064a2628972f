using System.Text.Json.Serialization;

namespace Edge.Training.Networks;

/// <summary>How a network is trained: softmax cross-entropy, minimized by Adam on shuffled batches.</summary>
public sealed record TrainingSpec
{
    /// <summary>The optimizer.</summary>
    public required AdamSpec Adam { get; init; }

    /// <summary>Rows per step, 1..65536. A smaller last batch is used, not dropped.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Epochs of a whole run, 0 or more.</summary>
    public required int Epochs { get; init; }

    /// <summary>Decides the initial weights and the order of the rows in every epoch.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Bop for the binary weights, Adam for all else; null where Adam trains latents of the binary weights too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BopSpec? Bop { get; init; }

    /// <summary>First epochs on wrong labels, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrefitSpec? Prefit { get; init; }
}
