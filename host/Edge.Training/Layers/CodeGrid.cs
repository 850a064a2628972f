using Edge.Core.Models;
using Edge.Training.Networks;
using Edge.Training.Quantizers;

namespace Edge.Training.Layers;

/// <summary>
/// The codes of a tensor: how many, which one stands for 0, and how their scale follows from the range. The trainer computes with the
/// integers code - zero point (bipolar: -1 and +1).
/// </summary>
/// <param name="Bits">Bits of a code, 1..8.</param>
/// <param name="TopCode">Largest code.</param>
/// <param name="ZeroPoint">Code that stands for 0; 0 in a bipolar grid.</param>
/// <param name="Bipolar">Whether code c stands for 2c - 1.</param>
public sealed record CodeGrid(int Bits, int TopCode, int ZeroPoint, bool Bipolar)
{
    /// <summary>Whether values are floats, which no integer model holds.</summary>
    public bool IsFloat { get; init; }

    /// <summary>Codes from 0 to the range: 1 if bipolar, else top code - zero point.</summary>
    public int StepsPerRange => Bipolar ? 1 : TopCode - ZeroPoint;

    /// <summary>The grid of a hidden layer's outputs.</summary>
    public static CodeGrid OfActivation(Activation activation, int bits)
    {
        bool symmetric = activation is Activation.Sign or Activation.Tanh or Activation.HardTanh or Activation.Softsign;
        if (!symmetric)
        {
            return new CodeGrid(bits, (1 << bits) - 1, 0, false);
        }

        return bits == 1 ? new CodeGrid(1, 1, 0, true) : Symmetric(bits);
    }

    /// <summary>2m + 1 codes around 0, m = 2^(bits-1) - 1: fixed-range activations and logits.</summary>
    /// <param name="bits">2..8.</param>
    public static CodeGrid Symmetric(int bits)
    {
        int m = (1 << (bits - 1)) - 1;
        return new CodeGrid(bits, 2 * m, m, false);
    }

    /// <summary>In float arithmetic: 2^bits codes from 0 on, or with 32 bits the bit patterns of floats. They have no scale.</summary>
    /// <param name="bits">1..8, or 32.</param>
    public static CodeGrid OfFloats(int bits) =>
        new(bits, bits == FloatArithmeticSpec.FloatBits ? int.MaxValue : (1 << bits) - 1, 0, false) { IsFloat = true };

    /// <summary>The grid of the input.</summary>
    public static CodeGrid OfInput(InputSpec input) => new(input.Bits, input.LargestCode(), input.ZeroPoint, input.Map == InputMap.Bipolar);

    /// <summary>The tensor's format in the integer model.</summary>
    /// <param name="width">Elements per row.</param>
    /// <exception cref="SpecException">Its values are floats.</exception>
    public TensorFormat Format(int width) => IsFloat
        ? throw new SpecException(["a network in float arithmetic runs on the host only: it can't be frozen"])
        : new TensorFormat(width, Bits, TopCode, Bipolar ? TensorMap.Bipolar : TensorMap.Affine);

    /// <summary>Scale of a code for a range; 1 if bipolar.</summary>
    public float Scale(float range) => Bipolar ? 1 : QuantizerRange.Scale(range, StepsPerRange);
}
