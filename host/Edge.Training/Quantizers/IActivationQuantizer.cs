using System.Runtime.Intrinsics;

namespace Edge.Training.Quantizers;

/// <summary>
/// A quantizer of activation values, forward and backward in one place. It is a struct, so that kernels are compiled for each of them
/// without calls.
/// </summary>
internal interface IActivationQuantizer
{
    /// <summary>Quantizes 16 values.</summary>
    /// <param name="h">Values of the activation function.</param>
    /// <param name="gradient">What stands for the derivative of the quantized value (scale times integer) with respect to h.</param>
    /// <returns>Integers code - zero point (or -1 and +1), as floats; the quantized value is scale times that.</returns>
    Vector512<float> Quantize(Vector512<float> h, out Vector512<float> gradient);
}
