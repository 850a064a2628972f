using System.Text.Json.Serialization;

namespace Edge.Experiments.Settings;

/// <summary>Where an experiment comes from; for people, it decides nothing.</summary>
public sealed record Source
{
    /// <summary>The paper, as author and year.</summary>
    public required string Paper { get; init; }

    /// <summary>Figure or table of the paper.</summary>
    public required string Figure { get; init; }

    /// <summary>What follows the paper, and what its code where the two differ. One line.</summary>
    public required string Follows { get; init; }

    /// <summary>What is different here. One line.</summary>
    public required string Differs { get; init; }

    /// <summary>
    /// Of an experiment in float arithmetic, which no device can run: the preset whose network is nearest among those that a device can; null
    /// where there is none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceForm { get; init; }
}
