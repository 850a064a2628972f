using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Support;

/// <summary>Networks whose parameters hold whatever a float can hold.</summary>
internal static class ExtremeParameters
{
    private static readonly float[] Values =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-38f, -1e-30f, 1e-15f, -1e-7f, 0.5f, -0.5f, 1f, -1f, 3.3f, -127f, 1e7f, -1e15f,
        1e30f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    public static NetworkParameters Of(NetworkSpec network, ulong seed)
    {
        var random = new RandomSource(seed);
        var parameters = new NetworkParameters(network);
        foreach (LayerParameters layer in parameters.Layers)
        {
            // Some tensors wholly extreme, some ordinary with a single extreme value, some ordinary.
            Fill(layer.Weights.Span, random);
            Fill(layer.Offsets.Span, random);
            Fill(layer.RunningMeans.Span, random);
            Fill(layer.RunningVariances.Span, random);
            layer.Range = random.NextBelow(2) == 0 ? (float)random.NextDouble() : Values[random.NextBelow(Values.Length)];
        }

        return parameters;
    }

    private static void Fill(Span<float> values, RandomSource random)
    {
        int kind = random.NextBelow(3);
        foreach (ref float value in values)
        {
            value = kind == 0 ? Values[random.NextBelow(Values.Length)] : (float)random.NextNormal();
        }

        if (kind == 1 && values.Length > 0)
        {
            values[random.NextBelow(values.Length)] = Values[random.NextBelow(Values.Length)];
        }
    }
}
