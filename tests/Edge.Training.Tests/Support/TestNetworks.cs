using Edge.Training.Networks;

namespace Edge.Training.Tests.Support;

/// <summary>Networks that several tests use.</summary>
internal static class TestNetworks
{
    public static InputSpec SztInput { get; } = new() { Width = 12, Bits = 1 };

    public static InputSpec TicTacToeInput { get; } = new() { Width = 9, Bits = 2, TopCode = 2, ZeroPoint = 1 };

    public static NetworkSpec Binary(InputSpec input, SignGradient gradient = SignGradient.SteSign, SignOfZero zero = SignOfZero.PlusOne) => new()
    {
        Name = "binary",
        Input = input,
        Hidden = [.. new[] { 10, 8, 6, 4, 2 }.Select(neurons => new HiddenLayerSpec
        {
            Neurons = neurons, WeightBits = 1, Activation = Activation.Sign, ActivationBits = 1, BatchNorm = new BatchNormSpec(),
        })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 1, BatchNorm = new BatchNormSpec() },
        SignGradient = gradient,
        SignOfZero = zero,
    };

    public static NetworkSpec Quantized(InputSpec input, Activation activation, int bits = 8, bool batchNorm = false) => new()
    {
        Name = "quantized",
        Input = input,
        Hidden = [.. new[] { 10, 7, 5, 4, 3 }.Select(neurons => new HiddenLayerSpec
        {
            Neurons = neurons, WeightBits = bits, Activation = activation, ActivationBits = bits, BatchNorm = batchNorm ? new BatchNormSpec() : null,
        })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = bits, BatchNorm = batchNorm ? new BatchNormSpec() : null },
        Initialization = WeightInitialization.TruncatedNormalByNeurons,
    };

    /// <summary>Float arithmetic, 12-10-7-5-4-3-2; 32 bits are floats.</summary>
    public static NetworkSpec Floats(
        Activation activation, int bits = 32, bool batchNorm = false, int weightBits = 32, FloatArithmeticSpec? arithmetic = null)
    {
        NetworkSpec network = Quantized(SztInput, activation, bits, batchNorm);
        return network with
        {
            Name = "floats",
            Hidden = [.. network.Hidden.Select(layer => layer with { WeightBits = weightBits })],
            Output = network.Output with { WeightBits = weightBits, LogitBits = 8, ProbabilityBits = bits },
            FloatArithmetic = arithmetic ?? new FloatArithmeticSpec(),
        };
    }

    /// <summary>Float arithmetic, 12-300-70-2: wide enough for sums that are taken in stages.</summary>
    public static NetworkSpec WideFloats()
    {
        NetworkSpec network = Floats(Activation.Tanh);
        return network with { Hidden = [network.Hidden[0] with { Neurons = 300 }, network.Hidden[0] with { Neurons = 70 }] };
    }

    public static TrainingSpec Adam(double rate, int batch, ulong seed) =>
        new() { Adam = AdamSpec.Keras(rate), BatchSize = batch, Epochs = 100, Seed = seed };

    /// <summary>
    /// Small networks that together use every activation, one-bit and k-bit codes and weights, with and without batch normalization.
    /// </summary>
    public static IEnumerable<NetworkSpec> Mixed()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.SignSwish))
        {
            foreach (int bits in activation == Activation.Sign ? [1] : new[] { 1, 2, 4 })
            {
                foreach (int weightBits in new[] { 1, 3, 8 })
                {
                    foreach (bool batchNorm in new[] { false, true })
                    {
                        yield return Mixed(activation, bits, weightBits, batchNorm, SignGradient.SteSign);
                    }
                }
            }
        }

        yield return Mixed(Activation.Sign, 1, 1, true, SignGradient.ApproxSign);
        yield return Mixed(Activation.Sign, 1, 1, true, SignGradient.SwishSign);
        yield return Mixed(Activation.Tanh, 1, 4, false, SignGradient.SwishSign);
    }

    public static NetworkSpec Mixed(Activation activation, int bits, int weightBits, bool batchNorm, SignGradient gradient)
    {
        HiddenLayerSpec layer = new()
        {
            Neurons = 5, WeightBits = weightBits, Activation = activation, ActivationBits = bits, BatchNorm = batchNorm ? new BatchNormSpec() : null,
        };
        return new NetworkSpec
        {
            Name = $"{activation}-{bits}-{weightBits}-{batchNorm}-{gradient}",
            Input = new InputSpec { Width = 6, Bits = 4, TopCode = 11, ZeroPoint = 5, Scale = 0.125f },
            Hidden = [layer, layer with { Neurons = 3 }],
            Output = new OutputLayerSpec { Classes = 3, WeightBits = weightBits, BatchNorm = layer.BatchNorm, LogitBits = 6, ProbabilityBits = 5 },
            SignGradient = gradient,
        };
    }
}
