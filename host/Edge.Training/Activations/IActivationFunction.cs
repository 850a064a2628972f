using System.Runtime.Intrinsics;

namespace Edge.Training.Activations;

/// <summary>An activation function and its derivative; structs, so that kernels are compiled for each of them without calls.</summary>
internal interface IActivationFunction
{
    /// <summary>Value at 16 places.</summary>
    static abstract Vector512<float> Value(Vector512<float> x);

    /// <summary>Derivative at 16 places.</summary>
    /// <param name="x">The places.</param>
    /// <param name="h">The values there.</param>
    static abstract Vector512<float> Derivative(Vector512<float> x, Vector512<float> h);
}
