namespace Edge.Experiments.Runs;

/// <summary>Where the network of a run folder comes from if it was trained elsewhere.</summary>
public sealed record ImportOrigin
{
    /// <summary>Name of the file of weights, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of the only checkpoint: epochs that the network was trained for elsewhere, as far as the user said.</summary>
    public required int Epoch { get; init; }

    /// <summary>Layers whose range the file left out; it is the largest value on the training rows instead.</summary>
    public required IReadOnlyList<string> CalibratedRanges { get; init; }
}
