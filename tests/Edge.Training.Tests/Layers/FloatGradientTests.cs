using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Layers;

public class FloatGradientTests
{
    public static TheoryData<string> Names => [.. Networks().Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_GradientsEqualCentralDifferences(string name)
    {
        NetworkSpec spec = Networks().Single(network => network.Name == name);
        LabeledRows rows = Rows(spec, 21);
        TrainingSpec training = TestNetworks.Adam(1e-3, 32, 1);
        NetworkParameters network = new Trainer(spec, training, rows).Parameters;
        var random = new RandomSource(77);
        foreach (LayerParameters layer in network.Layers)
        {
            foreach (ref float offset in layer.Offsets.Span)
            {
                offset = (float)(0.2 * random.NextNormal());
            }
        }

        var slow = new SlowFloatNetwork(network, rows, training: true);
        double loss = slow.Loss();
        var step = new TrainingStep(network, new OptimizerState(network), training);
        Assert.Equal(loss, step.Run(rows, Enumerable.Range(0, rows.Count).ToArray()) / rows.Count, 1e-5 * Math.Max(1, loss));
        for (int l = 0; l < network.Plans.Length; l++)
        {
            AssertGradients(slow, slow.Weights[l], step.Gradients[l].Weights.Span);
            AssertGradients(slow, slow.Offsets[l], step.Gradients[l].Offsets.Span);
        }
    }

    private static IEnumerable<NetworkSpec> Networks()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Sign))
        {
            foreach (int bits in new[] { 32, 4 })
            {
                foreach (bool batchNorm in new[] { false, true })
                {
                    yield return Network(activation, bits, 32, batchNorm, new FloatArithmeticSpec());
                }
            }
        }

        yield return Network(Activation.Tanh, 4, 32, false, new FloatArithmeticSpec { NudgeZero = true });
        yield return Network(Activation.Relu, 8, 8, false, new FloatArithmeticSpec { ActivationRange = ActivationRange.Moving, NudgeZero = true });
        yield return Network(Activation.Softsign, 3, 4, true, new FloatArithmeticSpec { ActivationRange = ActivationRange.Moving });
        yield return Network(Activation.SignSwish, 32, 32, false, new FloatArithmeticSpec()) with { Name = "beta", SwishBeta = 1.5 };
    }

    private static NetworkSpec Network(Activation activation, int bits, int weightBits, bool batchNorm, FloatArithmeticSpec arithmetic)
    {
        HiddenLayerSpec layer = new()
        {
            Neurons = 5, WeightBits = weightBits, Activation = activation, ActivationBits = bits, BatchNorm = batchNorm ? new BatchNormSpec() : null,
        };
        return new NetworkSpec
        {
            Name = $"{activation}-{bits}-{weightBits}-{batchNorm}-{arithmetic.ActivationRange}-{arithmetic.NudgeZero}",
            Input = new InputSpec { Width = 6, Bits = 4, TopCode = 11, ZeroPoint = 5, Scale = 0.125f },
            Hidden = [layer, layer with { Neurons = 3 }],
            Output = new OutputLayerSpec { Classes = 3, WeightBits = weightBits, BatchNorm = layer.BatchNorm, ProbabilityBits = 32 },
            FloatArithmetic = arithmetic,
            RangeMomentum = 0.75,
        };
    }

    private static void AssertGradients(SlowFloatNetwork slow, double[] values, ReadOnlySpan<float> gradients)
    {
        const double Step = 1e-6;
        double largest = 1e-3;
        foreach (float gradient in gradients)
        {
            largest = Math.Max(largest, Math.Abs(gradient));
        }

        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = value + Step;
            double above = slow.Loss();
            values[i] = value - Step;
            double below = slow.Loss();
            values[i] = value;
            Assert.Equal((above - below) / (2 * Step), gradients[i], 2e-4 * largest);
        }
    }

    private static LabeledRows Rows(NetworkSpec spec, int count)
    {
        var random = new RandomSource(9);
        byte[] codes = [.. Enumerable.Range(0, count * spec.Input.Width).Select(_ => (byte)random.NextBelow(spec.Input.LargestCode() + 1))];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.NextBelow(spec.Output.Classes))];
        return new LabeledRows(spec.Input.Width, spec.Input.Bits, codes, labels);
    }
}
