namespace Edge.Information.Binned;

/// <summary>How bins share the values.</summary>
public enum BinSpacing
{
    /// <summary>Bins of one width between a lower and an upper bound.</summary>
    Uniform,

    /// <summary>Bins with as many values each, as far as equal values, which stay together, allow.</summary>
    EqualCount,
}
