namespace Edge.Experiments.Data;

/// <summary>Shape and meaning of one input row: the real value of code c is Scale * (c - ZeroPoint).</summary>
/// <param name="Width">Columns, 1..8192.</param>
/// <param name="Bits">Bits of a code, 1..8.</param>
/// <param name="TopCode">Largest code, 1..2^Bits - 1.</param>
/// <param name="ZeroPoint">The code that stands for 0.</param>
/// <param name="Scale">Real value of one step between codes.</param>
public sealed record InputTensor(int Width, int Bits, int TopCode, int ZeroPoint, double Scale)
{
    /// <summary>Fewest bits that hold the codes 0..topCode: 1 for 1, 2 for 2 and 3, 8 for 128..255.</summary>
    public static int BitsFor(int topCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topCode, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topCode, 255);
        return System.Numerics.BitOperations.Log2((uint)topCode) + 1;
    }
}
