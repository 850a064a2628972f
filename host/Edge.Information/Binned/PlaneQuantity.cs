namespace Edge.Information.Binned;

/// <summary>One of the two coordinates of the information plane.</summary>
public enum PlaneQuantity
{
    /// <summary>I(X;T).</summary>
    AboutInput,

    /// <summary>I(T;Y).</summary>
    AboutLabel,
}
