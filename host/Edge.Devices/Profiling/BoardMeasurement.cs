namespace Edge.Devices.Profiling;

/// <summary>What a board took for a model whose instructions are counted.</summary>
public sealed record BoardMeasurement
{
    /// <summary>The kind of board, by the emulator's name.</summary>
    public required string Board { get; init; }

    /// <summary>The port, and what the board said of itself.</summary>
    public required string Device { get; init; }

    /// <summary>SHA-256 of the model's content, in hexadecimal.</summary>
    public required string Model { get; init; }

    /// <summary>Rows of a pass.</summary>
    public required int Rows { get; init; }

    /// <summary>Microseconds of computing per row, by the board's own clock.</summary>
    public required double Microseconds { get; init; }

    /// <summary>The least that it may be: the fastest pass, less what the clock may be off.</summary>
    public required double LeastMicroseconds { get; init; }

    /// <summary>The most that it may be.</summary>
    public required double MostMicroseconds { get; init; }

    /// <summary>Free heap that the board reported with the model loaded, in bytes.</summary>
    public required long FreeHeap { get; init; }

    /// <summary>IL instructions of every class per row while the board's clock ran, in the order of the classes.</summary>
    public required double[] Counts { get; init; }

    /// <summary>True where the figures make sense.</summary>
    public bool IsSound(int classes) =>
        Counts.Length == classes && Counts.All(count => count >= 0) && Counts.Sum() > 0
        && LeastMicroseconds > 0 && LeastMicroseconds <= Microseconds && Microseconds <= MostMicroseconds && double.IsFinite(MostMicroseconds);
}
