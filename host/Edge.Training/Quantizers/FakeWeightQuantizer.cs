using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Quantizers;

/// <summary>
/// Fake-quantized weights of a tensor: 2^k levels between min(0, least weight) and max(0, largest), 0 a level: the asymmetric kernels of the
/// code of Lorenzen et al. 2022 (TensorFlow Model Optimization's last-value quantizer, per tensor). Backward: handed on.
/// </summary>
internal static unsafe class FakeWeightQuantizer
{
    /// <summary>Quantizes a tensor.</summary>
    /// <param name="latents">Latent weights.</param>
    /// <param name="bits">k, 2..8.</param>
    /// <param name="values">Receives the weights to compute with, as many as there are latents.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantize(AlignedBuffer latents, int bits, AlignedBuffer values)
    {
        unchecked
        {
            // The padding is zeros, which the bounds hold anyway.
            Vector512<float> least = Vector512<float>.Zero;
            Vector512<float> largest = Vector512<float>.Zero;
            for (int i = 0; i < latents.Padded; i += Lanes.Count)
            {
                Vector512<float> w = Vector512.Load(latents.Pointer + i);
                least = Lanes.Smaller(w, least);
                largest = Lanes.Larger(w, largest);
            }

            var quantizer = new FakeQuantizer(Lanes.Min(least), Lanes.Max(largest), bits, nudge: true);
            for (int i = 0; i < latents.Padded; i += Lanes.Count)
            {
                quantizer.Value(quantizer.Code(Vector512.Load(latents.Pointer + i))).Store(values.Pointer + i);
            }
        }
    }
}
