namespace Edge.Training.Networks;

/// <summary>The input tensor: codes of one row and what they stand for.</summary>
public sealed record InputSpec
{
    /// <summary>Codes per row, 1..8192.</summary>
    public required int Width { get; init; }

    /// <summary>Bits of a code, 1..8.</summary>
    public required int Bits { get; init; }

    /// <summary>Largest code, 1..2^Bits - 1; null stands for 2^Bits - 1.</summary>
    public int? TopCode { get; init; }

    /// <summary>What a code stands for.</summary>
    public InputMap Map { get; init; } = InputMap.Affine;

    /// <summary>Code that stands for 0 under an affine map, 0..top code; 0 with a bipolar map.</summary>
    public int ZeroPoint { get; init; }

    /// <summary>Distance of two neighbouring codes under an affine map, 1e-15..1e15; 1 with a bipolar map.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>The largest code there is: <see cref="TopCode"/>, or 2^Bits - 1 where that is null.</summary>
    public int LargestCode() => TopCode ?? (1 << Bits) - 1;
}
