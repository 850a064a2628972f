namespace Edge.Training.Tests.Numerics;

/// <summary>The formulas of FloatMath, one number at a time: what every vector path must equal bit for bit.</summary>
internal static class ScalarMath
{
    public static float Exp(float x)
    {
        x = x < -87.3f ? -87.3f : x > 88.3f ? 88.3f : x;
        float shifted = MathF.FusedMultiplyAdd(x, 1.44269504f, 12582912f);
        float n = shifted - 12582912f;
        float r = MathF.FusedMultiplyAdd(n, -1.42860682e-6f, MathF.FusedMultiplyAdd(n, -0.693145752f, x));
        float p = Polynomial(r, 1.9891080494e-4f, 1.3933730718e-3f, 8.3333108446e-3f, 4.1666464197e-2f, 0.16666666682f, 0.50000000135f);
        p = MathF.FusedMultiplyAdd(p, r * r, r) + 1;
        return p * BitConverter.Int32BitsToSingle(unchecked((BitConverter.SingleToInt32Bits(shifted) + 127) << 23));
    }

    public static float Log(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int e = (bits - 0x3F3504F3) >> 23;
        float m = BitConverter.Int32BitsToSingle(bits - (e << 23));
        float s = (m - 1) / (m + 1);
        float t = s * s;
        float p = Polynomial(t, 0.2957994939f, 0.3998878058f, 0.6666668504f);
        float low = MathF.FusedMultiplyAdd(p * t, s, e * 1.42860682e-6f);
        return MathF.FusedMultiplyAdd(e, 0.693145752f, s + s + low);
    }

    public static float Tanh(float x)
    {
        x = Math.Clamp(x, -9.02f, 9.02f);
        float t = x * x;
        float p = Polynomial(
            t, -1.1162623473512981e-11f, 2.9101347299312766e-8f, 2.736777295126697e-5f, 3.8360946740731919e-3f, 0.13654085110093237f, 0.99999999976890548f);
        float q = Polynomial(t, 1.2433571989672839e-6f, 3.8821498838714319e-4f, 2.712751135932233e-2f, 0.46987417372496256f, 1f);
        return Math.Clamp(x * p / q, -1, 1);
    }

    public static float Sigmoid(float x) => 1 / (1 + Exp(-x));

    private static float Polynomial(float x, params float[] terms)
    {
        float value = terms[0];
        foreach (float term in terms.AsSpan(1))
        {
            value = MathF.FusedMultiplyAdd(value, x, term);
        }

        return value;
    }
}
