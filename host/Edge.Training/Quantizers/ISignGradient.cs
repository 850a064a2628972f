using System.Runtime.Intrinsics;

namespace Edge.Training.Quantizers;

/// <summary>What stands for the derivative of sign(x).</summary>
internal interface ISignGradient
{
    /// <summary>The pseudo-gradient at 16 places.</summary>
    Vector512<float> At(Vector512<float> x);
}
