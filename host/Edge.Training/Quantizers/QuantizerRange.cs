namespace Edge.Training.Quantizers;

/// <summary>
/// From the range of a tensor to the scale of its codes. Ranges below 1e-15 (and NaN) count as zero and get scale 1; ranges above 1e15
/// count as 1e15. So no
/// scale, and no product of two, leaves the normal floats.
/// </summary>
public static class QuantizerRange
{
    /// <summary>Least range that is not zero.</summary>
    public const float Least = 1e-15f;

    /// <summary>Largest range.</summary>
    public const float Largest = 1e15f;

    /// <summary>Distance of neighbouring codes.</summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static float Scale(float range, int steps) => range >= Least ? Math.Min(range, Largest) / steps : 1;

    /// <summary>
    /// Codes per unit: 1 / scale, but exact where the range is, so that a rounding boundary such as 127.5 steps of 1/255 is met exactly.
    /// </summary>
    /// <param name="range">Largest magnitude that codes must reach, 0 or more.</param>
    /// <param name="steps">Codes from 0 to the range, 1 or more.</param>
    public static float PerUnit(float range, int steps) => range >= Least ? steps / Math.Min(range, Largest) : 1;
}
