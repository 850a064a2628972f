namespace Edge.Training.Networks;

/// <summary>What sign(0) is, for activations and for latent weights alike.</summary>
public enum SignOfZero
{
    /// <summary>sign(0) = +1, as in larq.</summary>
    PlusOne,

    /// <summary>sign(0) = -1, as in Raj et al. 2020, eq. 1.</summary>
    MinusOne,
}
