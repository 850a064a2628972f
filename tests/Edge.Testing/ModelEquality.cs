using Edge.Core.Models;

namespace Edge.Testing;

/// <summary>Two models field by field, without going through the writer under test.</summary>
public static class ModelEquality
{
    /// <summary>True where every number of both models agrees.</summary>
    public static bool Same(IntegerModel a, IntegerModel b)
    {
        bool same = Same(a.Input, b.Input) && a.Layers.Length == b.Layers.Length && a.ProbabilityBits == b.ProbabilityBits
            && a.SoftmaxTable.AsSpan().SequenceEqual(b.SoftmaxTable);
        for (int l = 0; same && l < a.Layers.Length; l++)
        {
            same = Same(a.Layers[l], b.Layers[l]);
        }

        return same;
    }

    private static bool Same(DenseLayer a, DenseLayer b) =>
        Same(a.Input, b.Input)
        && Same(a.Output, b.Output)
        && a.WeightBits == b.WeightBits
        && a.PerNeuronThresholds == b.PerNeuronThresholds
        && a.Biases.AsSpan().SequenceEqual(b.Biases)
        && Same(a.Thresholds, b.Thresholds)
        && Same(a.BinaryWeights, b.BinaryWeights)
        && Same(a.Weights, b.Weights);

    private static bool Same(TensorFormat a, TensorFormat b) =>
        a.Width == b.Width && a.Bits == b.Bits && a.TopCode == b.TopCode && a.Map == b.Map;

    private static bool Same<T>(T[][]? a, T[][]? b)
        where T : IEquatable<T> =>
        a == null || b == null ? a == b : a.Length == b.Length && a.Zip(b).All(rows => rows.First.AsSpan().SequenceEqual(rows.Second));
}
