using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Quantizers;

/// <summary>
/// floor(h * steps / range + 1/2) within a least and a largest integer. Backward: 1 where h lies within least * scale..largest * scale,
/// else 0 (the straight-through
/// estimator of Bengio et al. 2013, stopped outside of the range as fake quantization does). NaN gives the least integer.
/// </summary>
internal readonly struct UniformQuantizer : IActivationQuantizer
{
    private readonly Vector512<float> perUnit;
    private readonly Vector512<float> least;
    private readonly Vector512<float> most;
    private readonly Vector512<float> leastValue;
    private readonly Vector512<float> mostValue;

    /// <summary>A grid.</summary>
    /// <param name="stepsPerRange">Codes from 0 to the range.</param>
    /// <param name="range">Largest value, as accepted by <see cref="QuantizerRange"/>.</param>
    /// <param name="symmetric">Whether the grid goes down to -range, or to 0.</param>
    public UniformQuantizer(int stepsPerRange, float range, bool symmetric)
    {
        float scale = QuantizerRange.Scale(range, stepsPerRange);
        perUnit = Vector512.Create(QuantizerRange.PerUnit(range, stepsPerRange));
        most = Vector512.Create((float)stepsPerRange);
        least = symmetric ? -most : Vector512<float>.Zero;
        mostValue = Vector512.Create(scale * stepsPerRange);
        leastValue = symmetric ? -mostValue : Vector512<float>.Zero;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Quantize(Vector512<float> h, out Vector512<float> gradient)
    {
        gradient = Vector512<float>.One
            & Vector512.GreaterThanOrEqual(h, leastValue)
            & Vector512.LessThanOrEqual(h, mostValue);
        Vector512<float> code = Vector512.Floor(Vector512.FusedMultiplyAdd(h, perUnit, Vector512.Create(0.5f)));
        return Lanes.Clamp(code, least, most);
    }
}
