using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Optimizers;

/// <summary>
/// Bop (Helwegen et al. 2019, Algorithm 1): m = (1 - gamma) m + gamma g; a weight w of -1 or +1 flips where w m exceeds the threshold, that
/// is where |m| does and m has the sign of w. There are no latents; m is kept as the first moment of <see cref="AdamMoments"/>.
/// </summary>
internal sealed unsafe class Bop
{
    private readonly float gamma;
    private readonly float rest;
    private readonly float threshold;

    /// <summary>An optimizer; all that it remembers stands in the moments.</summary>
    public Bop(BopSpec spec)
    {
        gamma = (float)spec.Gamma;
        rest = (float)(1 - spec.Gamma);
        threshold = (float)spec.Threshold;
    }

    /// <summary>Makes initial weights binary, by the sign of what was drawn.</summary>
    public static void Binarize(AlignedBuffer weights, SignOfZero signOfZero)
    {
        foreach (ref float weight in weights.Span)
        {
            weight = SignQuantizer.Sign(Vector512.Create(weight), signOfZero == SignOfZero.PlusOne).ToScalar();
        }
    }

    /// <summary>Updates one tensor of binary weights.</summary>
    /// <param name="weights">-1 and +1, changed.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="moments">The first is changed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(AlignedBuffer weights, AlignedBuffer gradients, AdamMoments moments)
    {
        unchecked
        {
            Vector512<float> gammas = Vector512.Create(gamma);
            Vector512<float> rests = Vector512.Create(rest);
            Vector512<float> thresholds = Vector512.Create(threshold);
            for (int i = 0; i < weights.Padded; i += Lanes.Count)
            {
                Vector512<float> g = Vector512.Load(gradients.Pointer + i);
                Vector512<float> m = Vector512.FusedMultiplyAdd(gammas, g, rests * Vector512.Load(moments.First.Pointer + i));
                Vector512<float> w = Vector512.Load(weights.Pointer + i);
                m.Store(moments.First.Pointer + i);
                Vector512.ConditionalSelect(Vector512.GreaterThan(w * m, thresholds), -w, w).Store(weights.Pointer + i);
            }
        }
    }
}
