using System.Globalization;
using Edge.Core.Models;
using Edge.Training.Quantizers;

namespace Edge.Training.Networks;

/// <summary>
/// The acceptance check of networks. It looks at shapes and settings only, so that whatever values training reaches, an accepted network
/// can be frozen
/// into an integer model whose accumulators fit int32.
/// </summary>
public static class NetworkCheck
{
    /// <summary>Returns when the network is accepted.</summary>
    /// <exception cref="SpecException">It is not; the message has one line per fault.</exception>
    public static void Require(NetworkSpec network)
    {
        IReadOnlyList<string> faults = Faults(network);
        if (faults.Count > 0)
        {
            throw new SpecException(faults);
        }
    }

    /// <summary>What is wrong with a network, one line per fault; empty when it is accepted.</summary>
    public static IReadOnlyList<string> Faults(NetworkSpec network)
    {
        var faults = new FaultList();
        CheckInput(faults, network.Input);
        faults.Check(
            network.Hidden.Count <= ModelLimits.MaxLayers - 1,
            $"hidden: {network.Hidden.Count} layers, at most {ModelLimits.MaxLayers - 1} are possible");
        for (int l = 0; l < network.Hidden.Count; l++)
        {
            if (network.FloatArithmetic is null)
            {
                CheckHidden(faults, $"hidden layer {l + 1}", network.Hidden[l]);
            }
            else
            {
                FloatNetworkCheck.Hidden(faults, $"hidden layer {l + 1}", network.Hidden[l]);
            }
        }

        if (network.FloatArithmetic is null)
        {
            CheckOutput(faults, network.Output);
        }
        else
        {
            FloatNetworkCheck.Output(faults, network);
        }

        CheckRules(faults, network);
        if (faults.Lines.Count == 0 && network.FloatArithmetic is null)
        {
            CheckAccumulators(faults, network);
        }

        return faults.Lines;
    }

    /// <summary>
    /// The largest magnitude an accumulator can reach: 2^30 for the clipped bias and inputs * largest weight * largest input integer, where
    /// a bipolar
    /// input integer is +-1 and an affine one is its code.
    /// </summary>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="largestInput">Largest magnitude of the integer that stands for an input.</param>
    /// <param name="weightBits">Bits of a weight, 1..8.</param>
    public static long AccumulatorBound(int inputs, int largestInput, int weightBits)
    {
        long largestWeight = weightBits == 1 ? 1 : (1 << (weightBits - 1)) - 1;
        return ModelLimits.MaxBias + inputs * largestWeight * largestInput;
    }

    private static void CheckInput(FaultList faults, InputSpec input)
    {
        faults.Range("input: width", input.Width, 1, ModelLimits.MaxWidth);
        if (!faults.Range("input: bits", input.Bits, 1, ModelLimits.MaxBits))
        {
            return;
        }

        faults.Range("input: top code", input.LargestCode(), 1, (1 << input.Bits) - 1);
        faults.Defined("input: map", input.Map);
        if (input.Map == InputMap.Bipolar)
        {
            faults.Check(input.Bits == 1, $"input: a bipolar map needs 1 bit, not {input.Bits}");
            faults.Check(input.ZeroPoint == 0 && input.Scale == 1, "input: a bipolar map has zero point 0 and scale 1");
        }
        else
        {
            faults.Range("input: zero point", input.ZeroPoint, 0, input.LargestCode());
            faults.Check(
                input.Scale is >= QuantizerRange.Least and <= QuantizerRange.Largest,
                $"input: scale {input.Scale.ToString("R", CultureInfo.InvariantCulture)} is not within 1E-15..1E+15");
        }
    }

    private static void CheckHidden(FaultList faults, string where, HiddenLayerSpec layer)
    {
        faults.Range($"{where}: neurons", layer.Neurons, 1, ModelLimits.MaxWidth);
        faults.Range($"{where}: weight bits", layer.WeightBits, 1, ModelLimits.MaxBits);
        faults.Range($"{where}: activation bits", layer.ActivationBits, 1, ModelLimits.MaxBits);
        faults.Defined($"{where}: activation", layer.Activation);
        faults.Check(
            layer.Activation != Activation.SignSwish,
            $"{where}: sign-swish is not monotone and can't be frozen; use floatArithmetic, or sign with the swish-sign gradient");
        faults.Check(
            layer.Activation != Activation.Sign || layer.ActivationBits == 1,
            $"{where}: sign has 1 activation bit, not {layer.ActivationBits}");
        CheckBatchNorm(faults, where, layer.BatchNorm);
    }

    private static void CheckOutput(FaultList faults, OutputLayerSpec output)
    {
        faults.Range("output: classes", output.Classes, 2, ModelLimits.MaxWidth);
        faults.Range("output: weight bits", output.WeightBits, 1, ModelLimits.MaxBits);
        faults.Range("output: logit bits", output.LogitBits, 2, ModelLimits.MaxBits);
        faults.Range("output: probability bits", output.ProbabilityBits, 1, ModelLimits.MaxBits);
        CheckBatchNorm(faults, "output", output.BatchNorm);
    }

    /// <summary>Checks a batch normalization, where there is one.</summary>
    internal static void CheckBatchNorm(FaultList faults, string where, BatchNormSpec? batchNorm)
    {
        if (batchNorm is null)
        {
            return;
        }

        faults.Positive($"{where}: batch norm epsilon", batchNorm.Epsilon);
        faults.Fraction($"{where}: batch norm momentum", batchNorm.Momentum);
    }

    private static void CheckRules(FaultList faults, NetworkSpec network)
    {
        faults.Defined("sign gradient", network.SignGradient);
        faults.Defined("sign of zero", network.SignOfZero);
        faults.Defined("initialization", network.Initialization);
        faults.Fraction("range momentum", network.RangeMomentum);
        if (network.SwishBeta is double beta)
        {
            faults.Positive("swish beta", beta);
            faults.Check(
                network.SignGradient == SignGradient.SwishSign || network.Hidden.Any(layer => layer.Activation == Activation.SignSwish),
                "swish beta: only the swish-sign gradient and the sign-swish activation have one; leave it out");
        }
    }

    private static void CheckAccumulators(FaultList faults, NetworkSpec network)
    {
        int inputs = network.Input.Width;
        int largest = network.Input.Map == InputMap.Bipolar ? 1 : network.Input.LargestCode();
        for (int l = 0; l <= network.Hidden.Count; l++)
        {
            bool last = l == network.Hidden.Count;
            int weightBits = last ? network.Output.WeightBits : network.Hidden[l].WeightBits;
            long bound = AccumulatorBound(inputs, largest, weightBits);
            string where = last ? "output" : $"hidden layer {l + 1}";
            faults.Check(
                bound <= int.MaxValue,
                $"{where}: {inputs} inputs up to {largest} with {weightBits}-bit weights can leave int32");
            if (!last)
            {
                inputs = network.Hidden[l].Neurons;
                largest = (1 << network.Hidden[l].ActivationBits) - 1;
            }
        }
    }
}
