namespace Edge.Devices.Profiling;

/// <summary>A figure that is known within a range.</summary>
/// <param name="Value">The best guess.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most that it may be.</param>
public record CostRange(double Value, double Least, double Most)
{
    /// <summary>The larger of the figure and a known one.</summary>
    public CostRange AtLeast(double other) => new(Math.Max(Value, other), Math.Max(Least, other), Math.Max(Most, other));

    /// <summary>How many there are in an amount, where each takes this much: the range turned around.</summary>
    public CostRange Into(double amount) => new(amount / Value, amount / Most, amount / Least);

    /// <summary>The figure as a multiple of a known one.</summary>
    public CostRange Over(double divisor) => new(Value / divisor, Least / divisor, Most / divisor);
}
