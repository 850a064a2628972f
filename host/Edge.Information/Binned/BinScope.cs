namespace Edge.Information.Binned;

/// <summary>Which values bins are laid over.</summary>
public enum BinScope
{
    /// <summary>None: the bounds are given, such as -1 and 1 for tanh (Shwartz-Ziv and Tishby 2017).</summary>
    Fixed,

    /// <summary>Those of all layers at all epochs that were looked at.</summary>
    Global,

    /// <summary>Those of the layer at the epoch.</summary>
    Layer,

    /// <summary>Those of the neuron at the epoch.</summary>
    Neuron,
}
