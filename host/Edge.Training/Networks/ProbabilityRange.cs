namespace Edge.Training.Networks;

/// <summary>Between which bounds a network in float arithmetic codes its probabilities; the softmax itself stays a float.</summary>
public enum ProbabilityRange
{
    /// <summary>0 and 1: code floor(p (2^bits - 1) + 1/2).</summary>
    Unit,

    /// <summary>
    /// Least and largest probability of all rows evaluated, one pair for all classes: early networks, whose probabilities lie near each
    /// other, then use all codes. The re-coding of the code of Lorenzen et al. 2022.
    /// </summary>
    Batch,
}
