namespace Edge.Emulator.Costs;

/// <summary>A figure with its range and where it comes from.</summary>
public record CostFigure
{
    /// <summary>The figure that the clock goes by.</summary>
    public required double Value { get; init; }

    /// <summary>The least that it may be.</summary>
    public required double Least { get; init; }

    /// <summary>The most that it may be.</summary>
    public required double Most { get; init; }

    /// <summary>Who measured or estimated it, and how.</summary>
    public required string Source { get; init; }

    /// <summary>True where the figure is positive, lies in its range, and has a source.</summary>
    public bool IsSound => Least > 0 && Least <= Value && Value <= Most && Source.Length > 0;
}
