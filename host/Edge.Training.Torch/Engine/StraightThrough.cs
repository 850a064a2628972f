using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Values of a step function with the gradient of something else (the straight-through estimator of Bengio et al. 2013, and every
/// pseudo-gradient).
/// </summary>
internal static class StraightThrough
{
    /// <summary>
    /// values + (carrier - carrier): exactly the values forward, as 0 is added to them, and the gradient of the carrier backward. An infinite
    /// carrier gives NaN.
    /// </summary>
    /// <param name="values">What the step function gives; takes no part in the gradient.</param>
    /// <param name="carrier">Of the same shape.</param>
    public static Tensor Of(Tensor values, Tensor carrier) => values.detach() + (carrier - carrier.detach());
}
