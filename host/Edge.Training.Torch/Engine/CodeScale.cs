using Edge.Training.Quantizers;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary><see cref="QuantizerRange"/> for ranges that stay on the device: tensors without dimensions.</summary>
internal static class CodeScale
{
    /// <summary>Distance of neighbouring codes.</summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static Tensor Scale(Tensor range, int steps) =>
        where(range >= QuantizerRange.Least, range.clamp_max(QuantizerRange.Largest) / steps, ones_like(range));

    /// <summary>Codes per unit; exact where 1 / scale is not.</summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static Tensor PerUnit(Tensor range, int steps) =>
        where(range >= QuantizerRange.Least, steps / range.clamp_max(QuantizerRange.Largest), ones_like(range));
}
