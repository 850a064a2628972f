using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Quantizers;

/// <summary>
/// Latent weights to integers and a scale, per tensor and symmetric. k bits: code = floor(w / scale + 1/2) within +-(2^(k-1) - 1), scale =
/// max |w| / (2^(k-1) - 1). One
/// bit: sign(w), scale 1 or mean |w|. NaN counts as 0 in k bits and as negative in one bit. Training and freezing both use this code, so
/// the frozen integers are the trained ones.
/// Backward: k bits hand the gradient on, since every latent lies within the range; one bit is <see cref="SignGradient.SteSign"/> times the
/// scale.
/// </summary>
internal static unsafe class WeightQuantizer
{
    /// <summary>Largest code of k bits: 2^(k-1) - 1, or 1 for one bit.</summary>
    public static int LargestCode(int bits) => bits == 1 ? 1 : (1 << (bits - 1)) - 1;

    /// <summary>Quantizes a tensor.</summary>
    /// <param name="latents">Latent weights.</param>
    /// <param name="bits">Bits of a weight, 1..8.</param>
    /// <param name="unitScale">One bit only: scale 1 (under batch normalization) instead of mean |w|.</param>
    /// <param name="signOfZero">One bit only: what sign(0) is.</param>
    /// <param name="codes">Receives the integers as floats, as many as there are latents.</param>
    /// <returns>The scale: a weight is its integer times this.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Quantize(AlignedBuffer latents, int bits, bool unitScale, SignOfZero signOfZero, AlignedBuffer codes)
    {
        unchecked
        {
            if (bits == 1)
            {
                Binarize(latents, signOfZero, codes);
                return unitScale ? 1 : QuantizerRange.Scale(Magnitude(latents, mean: true), 1);
            }

            int largest = LargestCode(bits);
            float scale = QuantizerRange.Scale(Magnitude(latents, mean: false), largest);
            Vector512<float> step = Vector512.Create(scale);
            Vector512<float> most = Vector512.Create((float)largest);
            Vector512<float> half = Vector512.Create(0.5f);
            for (int i = 0; i < latents.Padded; i += Lanes.Count)
            {
                Vector512<float> w = Vector512.Load(latents.Pointer + i);
                Vector512<float> code = Lanes.Clamp(Vector512.Floor(w / step + half), -most, most);
                Vector512.ConditionalSelect(Vector512.Equals(w, w), code, Vector512<float>.Zero).Store(codes.Pointer + i);
            }

            return scale;
        }
    }

    /// <summary>
    /// Turns the gradient with respect to the quantized weights of one bit into that of the latents: times 1 on [-1, 1], else 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplySteSign(AlignedBuffer latents, AlignedBuffer gradients)
    {
        unchecked
        {
            float* latent = latents.Pointer;
            float* gradient = gradients.Pointer;
            nint length = latents.Padded;
            for (nint i = 0; i < length; i += Lanes.Count)
            {
                Vector512<float> magnitude = Vector512.Abs(Vector512.Load(latent + i));
                Vector512<float> within = Vector512.LessThanOrEqual(magnitude, Vector512<float>.One);
                (Vector512.Load(gradient + i) & within).Store(gradient + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Binarize(AlignedBuffer latents, SignOfZero signOfZero, AlignedBuffer codes)
    {
        unchecked
        {
            float* latent = latents.Pointer;
            float* code = codes.Pointer;
            nint length = latents.Padded;
            bool zeroIsPositive = signOfZero == SignOfZero.PlusOne;
            for (nint i = 0; i < length; i += Lanes.Count)
            {
                SignQuantizer.Sign(Vector512.Load(latent + i), zeroIsPositive).Store(code + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Magnitude(AlignedBuffer latents, bool mean)
    {
        unchecked
        {
            Vector512<float> largest = Vector512<float>.Zero;
            Vector512<float> sum = Vector512<float>.Zero;
            for (int i = 0; i < latents.Padded; i += Lanes.Count)
            {
                Vector512<float> magnitude = Vector512.Abs(Vector512.Load(latents.Pointer + i));
                magnitude &= Vector512.Equals(magnitude, magnitude);
                largest = Lanes.Larger(magnitude, largest);
                sum += magnitude;
            }

            return mean ? Lanes.Sum(sum) / latents.Length : Lanes.MaxMagnitude(largest);
        }
    }
}
