using System.Runtime.Intrinsics;

namespace Edge.Training.Numerics;

/// <summary>
/// exp, ln and atanh in double made of + - * / and fused multiply-add only, for what freezing computes: thresholds and softmax tables must
/// not depend on the machine's mathematical library.
/// </summary>
internal static class DoubleMath
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.4426950408889634074;

    private static readonly double[] ExpTerms =
    [
        2.5100472505694996003e-8, 2.7620201591031548792e-7, 2.7557268276905696187e-6, 0.000024801521057868205199, 0.00019841269863171556026,
        0.0013888888917367080562, 0.0083333333333300381973, 0.041666666666623820532, 0.1666666666666666746, 0.50000000000000010314,
    ];

    private static readonly double[] LogTerms =
    [
        0.1461644968504340586, 0.15331721600556041269, 0.1818288912526172208, 0.22222211134795079855, 0.28571428625975484921,
        0.3999999999989950449, 0.66666666666666696862,
    ];

    /// <summary>exp(x), relative error before rounding 1.7e-17; 0 below -708 and +infinity above 709.</summary>
    public static double Exp(double x)
    {
        if (!(x >= -708))
        {
            return double.IsNaN(x) ? x : 0;
        }

        if (x > 709)
        {
            return double.PositiveInfinity;
        }

        double n = Math.Floor(Math.FusedMultiplyAdd(x, Log2E, 0.5));
        double r = Math.FusedMultiplyAdd(n, -Ln2Low, Math.FusedMultiplyAdd(n, -Ln2High, x));
        double value = Math.FusedMultiplyAdd(Polynomial(ExpTerms, r), r * r, r) + 1;
        return value * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>Eight powers at once, each with the bits of <see cref="Exp(double)"/>.</summary>
    /// <param name="x">Numbers up to 709.</param>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> n = Vector512.Floor(Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(0.5)));
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<double> p = Vector512.Create(ExpTerms[0]);
        for (int i = 1; i < ExpTerms.Length; i++)
        {
            p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(ExpTerms[i]));
        }

        Vector512<double> value = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<double>.One;
        Vector512<long> exponent = (Vector512.ConvertToInt64(n) + Vector512.Create(1023L)) << 52;
        return Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(x, Vector512.Create(-708.0)), value * exponent.AsDouble(), Vector512<double>.Zero);
    }

    /// <summary>ln(x) for positive normal x, relative error before rounding 4.6e-18.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long e = (bits - 0x3FE6A09E667F3BCD) >> 52;
        double m = BitConverter.Int64BitsToDouble(bits - (e << 52));
        double s = (m - 1) / (m + 1);
        double t = s * s;
        double low = Math.FusedMultiplyAdd(Polynomial(LogTerms, t) * t, s, e * Ln2Low);
        return Math.FusedMultiplyAdd(e, Ln2High, s + s + low);
    }

    /// <summary>atanh(x) = ln((1 + x)/(1 - x)) / 2 for |x| below 1.</summary>
    public static double Atanh(double x) => 0.5 * Log((1 + x) / (1 - x));

    private static double Polynomial(double[] terms, double x)
    {
        double value = terms[0];
        for (int i = 1; i < terms.Length; i++)
        {
            value = Math.FusedMultiplyAdd(value, x, terms[i]);
        }

        return value;
    }
}
