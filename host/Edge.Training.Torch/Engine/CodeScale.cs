using Edge.Training.Quantizers;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// <see cref="QuantizerRange"/> for ranges that stay on the device: tensors without dimensions. Numbers take part as tensors, since TorchSharp divides
/// a number by a tensor, and CUDA a tensor by a number, with a reciprocal, which rounds twice.
/// </summary>
internal static class CodeScale
{
    /// <summary>Distance of neighbouring codes.</summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static Tensor Scale(Tensor range, int steps) =>
        where(range >= QuantizerRange.Least, range.clamp_max(QuantizerRange.Largest) / full_like(range, steps), ones_like(range));

    /// <summary>Codes per unit; exact where 1 / scale is not.</summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static Tensor PerUnit(Tensor range, int steps) =>
        where(range >= QuantizerRange.Least, full_like(range, steps) / range.clamp_max(QuantizerRange.Largest), ones_like(range));
}
