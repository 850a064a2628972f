using System.Runtime.Intrinsics;
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
        NetworkFreezer freezer = new(network);
        NetworkSpec spec = network.Network;
        var tensors = new List<TensorDescription>(network.Plans.Length + 2)
        {
            new("input", "none", spec.Input.Width, CodeGrid.OfInput(spec.Input), spec.Input.Scale, null),
        };
        foreach (LayerPlan plan in network.Plans)
        {
            tensors.Add(new TensorDescription(
                plan.Name, NameOf(plan.Activation), plan.Neurons, plan.Grid, network.OutputScale(plan.Index), freezer.WeightScale(plan.Index)));
        }

        int bits = spec.Output.ProbabilityBits;
        var probabilities = new CodeGrid(bits, (1 << bits) - 1, 0, false);
        tensors.Add(new TensorDescription("softmax", "softmax", spec.Output.Classes, probabilities, 1.0 / probabilities.TopCode, null));
        return new FrozenNetwork(freezer.Model, tensors);
    }

    /// <summary>e[d] = floor(65535 exp(-d s) + 1/2) for d = 0..topCode.</summary>
    /// <param name="scale">s, the distance of two neighbouring logit codes, positive.</param>
    /// <param name="topCode">Largest logit code.</param>
    internal static ushort[] SoftmaxTable(double scale, int topCode)
    {
        var table = new ushort[topCode + 1];
        FillSoftmaxTable(scale, table);
        return table;
    }

    /// <summary>The same into an array that is there, [top code + 1].</summary>
    internal static void FillSoftmaxTable(double scale, ushort[] table)
    {
        int d = 0;
        Vector512<double> places = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);
        Vector512<double> scales = Vector512.Create(scale);
        Vector512<double> one = Vector512.Create((double)ModelLimits.SoftmaxOne);
        for (; d + Vector512<double>.Count <= table.Length; d += Vector512<double>.Count)
        {
            Vector512<double> powers = DoubleMath.Exp(-(places + Vector512.Create((double)d)) * scales);
            Vector512<long> codes = Vector512.ConvertToInt64(Vector512.Floor(one * powers + Vector512.Create(0.5)));
            for (int i = 0; i < Vector512<double>.Count; i++)
            {
                table[d + i] = unchecked((ushort)codes.GetElement(i));
            }
        }

        for (; d < table.Length; d++)
        {
            table[d] = unchecked((ushort)Math.Floor(ModelLimits.SoftmaxOne * DoubleMath.Exp(-d * scale) + 0.5));
        }
    }

    private static string NameOf(Activation? activation) =>
        activation is Activation named ? JsonNamingPolicy.KebabCaseLower.ConvertName(named.ToString()) : "none";
}
