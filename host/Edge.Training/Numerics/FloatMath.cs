using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Numerics;

/// <summary>
/// exp, log and tanh of 16 floats made of + - * / and fused multiply-add only, in one fixed order, so that every machine gives the same
/// bits. The polynomials
/// interpolate the functions at Chebyshev nodes of the reduced range; their errors, before rounding, are stated with each.
/// </summary>
internal static class FloatMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has few bits, so that its product with a small integer is exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860682e-6f;

    // 1.5 * 2^23: adding it rounds to an integer, which then stands in the low bits.
    private const float RoundingShift = 12582912f;

    /// <summary>
    /// exp(x) for x clamped to [-87.3, 88.3]; NaN counts as the lower bound. exp(r) = 1 + r + r^2 P(r) on |r| up to ln 2 / 2, relative
    /// error 2.2e-10; within 2 ulp after rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Lanes.Clamp(x, Vector512.Create(-87.3f), Vector512.Create(88.3f));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(RoundingShift));
        Vector512<float> n = shifted - Vector512.Create(RoundingShift);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.Create(1.9891080494e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3933730718e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3333108446e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1666464197e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666682f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.50000000135f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        Vector512<int> exponent = (shifted.AsInt32() + Vector512.Create(127)) << 23;
        return p * exponent.AsSingle();
    }

    /// <summary>
    /// ln(x) for positive normal x. x = 2^e m with m within sqrt(1/2)..sqrt(2), s = (m - 1)/(m + 1), ln m = 2s + s^3 R(s^2), relative error
    /// 2.7e-9; within 2 ulp after rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<int> bits = x.AsInt32();
        Vector512<int> e = (bits - Vector512.Create(0x3F3504F3)) >> 23;
        Vector512<float> m = (bits - (e << 23)).AsSingle();
        Vector512<float> s = (m - Vector512<float>.One) / (m + Vector512<float>.One);
        Vector512<float> t = s * s;
        Vector512<float> p = Vector512.Create(0.2957994939f);
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.3998878058f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.6666668504f));
        Vector512<float> n = Vector512.ConvertToSingle(e);
        Vector512<float> low = Vector512.FusedMultiplyAdd(p * t, s, n * Vector512.Create(Ln2Low));
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(Ln2High), s + s + low);
    }

    /// <summary>
    /// tanh(x) = x P(x^2) / Q(x^2), P of degree 5 and Q of degree 4, relative error 5.3e-9 on |x| up to 9.02, where tanh is 1 in floats; x
    /// is clamped there. Within 5 ulp after rounding. Never leaves [-1, 1]; NaN gives -1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        x = Lanes.Clamp(x, Vector512.Create(-9.02f), Vector512.Create(9.02f));
        Vector512<float> t = x * x;
        Vector512<float> p = Vector512.Create(-1.1162623473512981e-11f);
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(2.9101347299312766e-8f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(2.736777295126697e-5f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(3.8360946740731919e-3f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.13654085110093237f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.99999999976890548f));
        Vector512<float> q = Vector512.Create(1.2433571989672839e-6f);
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(3.8821498838714319e-4f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(2.712751135932233e-2f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.46987417372496256f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512<float>.One);
        return Lanes.Clamp(x * p / q, Vector512.Create(-1f), Vector512<float>.One);
    }

    /// <summary>1 / (1 + exp(-x)); 1/2 exactly at 0. Within 3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));
}
