using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015): m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and the step of <see cref="EpsilonPlacement"/>.
/// Both placements are
/// w -= rate * m / (sqrt(v) + epsilon') with rate = learning rate * sqrt(1 - beta2^t) / (1 - beta1^t); epsilon' is epsilon outside the bias
/// correction, and epsilon * sqrt(1 - beta2^t) inside.
/// </summary>
internal sealed unsafe class Adam
{
    private readonly AdamSpec spec;
    private float rate;
    private float epsilon;

    /// <summary>An optimizer; all that it remembers stands in <see cref="OptimizerState"/>.</summary>
    public Adam(AdamSpec spec)
    {
        this.spec = spec;
    }

    /// <summary>Begins the next step; then every tensor is updated once.</summary>
    /// <param name="powers">beta1^t and beta2^t after t steps, moved on to the next.</param>
    public void BeginStep(Span<double> powers)
    {
        powers[0] *= spec.Beta1;
        powers[1] *= spec.Beta2;
        double correction = Math.Sqrt(1 - powers[1]);
        rate = (float)(spec.LearningRate * correction / (1 - powers[0]));
        epsilon = (float)(spec.EpsilonPlacement == EpsilonPlacement.InsideBiasCorrection ? spec.Epsilon * correction : spec.Epsilon);
    }

    /// <summary>Updates one tensor.</summary>
    /// <param name="values">Parameters, changed.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="moments">Their moments, changed.</param>
    /// <param name="clip">Whether values are clipped to [-1, 1] afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(AlignedBuffer values, AlignedBuffer gradients, AdamMoments moments, bool clip)
    {
        unchecked
        {
            Vector512<float> beta1 = Vector512.Create((float)spec.Beta1);
            Vector512<float> beta2 = Vector512.Create((float)spec.Beta2);
            Vector512<float> rest1 = Vector512.Create((float)(1 - spec.Beta1));
            Vector512<float> rest2 = Vector512.Create((float)(1 - spec.Beta2));
            Vector512<float> rates = Vector512.Create(rate);
            Vector512<float> epsilons = Vector512.Create(epsilon);
            float* value = values.Pointer;
            float* gradient = gradients.Pointer;
            float* first = moments.First.Pointer;
            float* second = moments.Second.Pointer;
            nint length = values.Padded;
            for (nint i = 0; i < length; i += Lanes.Count)
            {
                Vector512<float> g = Vector512.Load(gradient + i);
                Vector512<float> m = Vector512.FusedMultiplyAdd(rest1, g, beta1 * Vector512.Load(first + i));
                Vector512<float> v = Vector512.FusedMultiplyAdd(rest2 * g, g, beta2 * Vector512.Load(second + i));
                Vector512<float> w = Vector512.Load(value + i) - rates * m / (Vector512.Sqrt(v) + epsilons);
                m.Store(first + i);
                v.Store(second + i);
                (clip ? Lanes.Clamp(w, -Vector512<float>.One, Vector512<float>.One) : w).Store(value + i);
            }
        }
    }
}
