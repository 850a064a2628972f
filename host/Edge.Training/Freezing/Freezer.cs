using System.Text.Json;
using Edge.Core.Models;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Freezing;

/// <summary>
/// Turns a network into an integer model. It is total: for an accepted network it gives a sound model whatever values training reached. NaN
/// parameters count as 0 (a NaN latent of
/// one bit as negative), infinite ones as the largest float; ranges as <see cref="QuantizerRange"/> says; biases are clipped to +-2^30 and
/// thresholds saturate.
/// </summary>
public static class Freezer
{
    /// <summary>Freezes the values that a network has now.</summary>
    public static FrozenNetwork Freeze(NetworkParameters network)
    {
        NetworkSpec spec = network.Network;
        var layers = new DenseLayer[network.Plans.Length];
        var tensors = new List<TensorDescription>(layers.Length + 2);
        CodeGrid inputGrid = CodeGrid.OfInput(spec.Input);
        TensorFormat format = inputGrid.Format(spec.Input.Width);
        TensorFormat input = format;
        tensors.Add(new TensorDescription("input", "none", spec.Input.Width, inputGrid, spec.Input.Scale, null));
        for (int l = 0; l < layers.Length; l++)
        {
            LayerPlan plan = network.Plans[l];
            layers[l] = FreezeLayer(network, l, format, out float weightScale);
            format = layers[l].Output;
            tensors.Add(new TensorDescription(
                plan.Name, NameOf(plan.Activation), plan.Neurons, plan.Grid, network.OutputScale(l), weightScale));
        }

        int bits = spec.Output.ProbabilityBits;
        var probabilities = new CodeGrid(bits, (1 << bits) - 1, 0, false);
        tensors.Add(new TensorDescription("softmax", "softmax", spec.Output.Classes, probabilities, 1.0 / probabilities.TopCode, null));
        ushort[] table = SoftmaxTable(network.OutputScale(layers.Length - 1), format.TopCode);
        return new FrozenNetwork(new IntegerModel(input, layers, table, bits), tensors);
    }

    /// <summary>e[d] = floor(65535 exp(-d s) + 1/2) for d = 0..topCode.</summary>
    /// <param name="scale">s, the distance of two neighbouring logit codes, positive.</param>
    /// <param name="topCode">Largest logit code.</param>
    internal static ushort[] SoftmaxTable(double scale, int topCode)
    {
        var table = new ushort[topCode + 1];
        for (int d = 0; d <= topCode; d++)
        {
            table[d] = (ushort)Math.Floor(ModelLimits.SoftmaxOne * DoubleMath.Exp(-d * scale) + 0.5);
        }

        return table;
    }

    private static DenseLayer FreezeLayer(NetworkParameters network, int index, TensorFormat input, out float weightScale)
    {
        LayerPlan plan = network.Plans[index];
        LayerParameters parameters = network.Layers[index];
        var codes = new AlignedBuffer(plan.Neurons * plan.Inputs);
        weightScale = WeightQuantizer.Quantize(
            parameters.Weights, plan.WeightBits, plan.HasUnitWeightScale, network.Network.SignOfZero, codes);
        FrozenArithmetic arithmetic = FrozenArithmetic.Of(
            plan, parameters, weightScale, network.InputScale(index), network.Network.SignOfZero);
        int zeroPoint = network.InputGrid(index).ZeroPoint;
        var biases = new int[plan.Neurons];
        for (int n = 0; n < plan.Neurons; n++)
        {
            double weights = SumOf(codes.Span.Slice(n * plan.Inputs, plan.Inputs));
            biases[n] = FrozenArithmetic.ClippedBias(arithmetic.Biases[n] - zeroPoint * weights);
        }

        return new DenseLayer(
            input,
            plan.Grid.Format(plan.Neurons),
            plan.WeightBits,
            plan.WeightBits == 1 ? WeightPacking.Binary(codes.Span, plan.Neurons, plan.Inputs) : null!,
            plan.WeightBits == 1 ? null! : WeightPacking.Bytes(codes.Span, plan.Neurons, plan.Inputs),
            biases,
            arithmetic.PerNeuron,
            arithmetic.Thresholds);
    }

    private static string NameOf(Activation? activation) =>
        activation is Activation named ? JsonNamingPolicy.KebabCaseLower.ConvertName(named.ToString()) : "none";

    private static double SumOf(ReadOnlySpan<float> codes)
    {
        double sum = 0;
        foreach (float code in codes)
        {
            sum += code;
        }

        return sum;
    }
}
