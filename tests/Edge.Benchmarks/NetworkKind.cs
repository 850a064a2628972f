namespace Edge.Benchmarks;

/// <summary>Networks whose codes have typical numbers of classes per layer.</summary>
public enum NetworkKind
{
    /// <summary>8-bit tanh: the first four layers tell nearly all rows apart.</summary>
    EightBitTanh,

    /// <summary>8-bit relu: classes merge from the second layer on.</summary>
    EightBitRelu,

    /// <summary>Binary: few classes everywhere.</summary>
    Binary,
}
