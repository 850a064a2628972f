using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Quantizers;

/// <summary>
/// 2^k levels between two bounds: code = floor((h - lower) * steps / (upper - lower) + 1/2), value = lower + scale * code,
/// scale = (upper - lower) / steps, steps = 2^k - 1 (Jacob et al. 2018). Nudged, zero code = floor(-lower / scale + 1/2) within 0..steps,
/// and the bounds become -scale * zero code and scale * (steps - zero code), as TensorFlow's fake_quant_with_min_max_vars has it.
/// Values beyond the bounds get the code of the bound and stop the gradient; NaN gets code 0.
/// </summary>
internal readonly struct FakeQuantizer
{
    private readonly Vector512<float> lowers;
    private readonly Vector512<float> uppers;
    private readonly Vector512<float> perUnits;
    private readonly Vector512<float> scales;
    private readonly Vector512<float> steps;

    /// <summary>Levels between bounds.</summary>
    /// <param name="lower">Lower bound; NaN and infinite bounds count as 0 and as +-1e15.</param>
    /// <param name="upper">Upper bound; a range below 1e-15 has scale 1, so that all within it get code 0.</param>
    /// <param name="bits">k, 1..8.</param>
    /// <param name="nudge">Whether 0 becomes a level.</param>
    public FakeQuantizer(float lower, float upper, int bits, bool nudge)
    {
        int count = (1 << bits) - 1;
        lower = Bounded(lower);
        upper = Bounded(upper);
        Scale = QuantizerRange.Scale(upper - lower, count);
        PerUnit = QuantizerRange.PerUnit(upper - lower, count);
        if (nudge)
        {
            float zero = Math.Clamp(MathF.Floor(-lower / Scale + 0.5f), 0, count);
            lower = -zero * Scale;
            upper = (count - zero) * Scale;
        }

        Lower = lower;
        lowers = Vector512.Create(lower);
        uppers = Vector512.Create(upper);
        perUnits = Vector512.Create(PerUnit);
        scales = Vector512.Create(Scale);
        steps = Vector512.Create((float)count);
    }

    /// <summary>Value of code 0.</summary>
    public float Lower { get; }

    /// <summary>Distance of neighbouring values.</summary>
    public float Scale { get; }

    /// <summary>Codes per unit.</summary>
    public float PerUnit { get; }

    /// <summary>Codes of 16 values, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Code(Vector512<float> h)
    {
        Vector512<float> code = Vector512.Floor(Vector512.FusedMultiplyAdd(h - lowers, perUnits, Vector512.Create(0.5f)));
        return Lanes.Clamp(code, Vector512<float>.Zero, steps);
    }

    /// <summary>Values of 16 codes. Not fused, so that the nudged zero code gives 0 exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Value(Vector512<float> code) => code * scales + lowers;

    /// <summary>All bits where the gradient goes on, else none: within the bounds, both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Within(Vector512<float> h) => Vector512.GreaterThanOrEqual(h, lowers) & Vector512.LessThanOrEqual(h, uppers);

    private static float Bounded(float bound) =>
        float.IsNaN(bound) ? 0 : Math.Clamp(bound, -QuantizerRange.Largest, QuantizerRange.Largest);
}
