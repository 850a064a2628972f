using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Layers;

public class GradientTests
{
    public static TheoryData<string> Names => [.. TestNetworks.Mixed().Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_GradientsEqualCentralDifferencesOfTheSurrogate(string name)
    {
        NetworkSpec spec = TestNetworks.Mixed().Single(network => network.Name == name);
        LabeledRows rows = Rows(spec, 21);
        TrainingSpec training = TestNetworks.Adam(1e-3, 32, 1);
        NetworkParameters network = new Trainer(spec, training, rows).Parameters;
        Spread(network);
        var surrogate = new SurrogateNetwork(network, rows);
        double loss = surrogate.Loss();
        var step = new TrainingStep(network, new OptimizerState(network), training);
        double stepLoss = step.Run(rows, Enumerable.Range(0, rows.Count).ToArray()) / rows.Count;
        Assert.Equal(loss, stepLoss, 1e-5 * Math.Max(1, loss));
        for (int l = 0; l < network.Plans.Length; l++)
        {
            AssertGradients(surrogate, surrogate.Weights[l], step.Gradients[l].Weights.Span);
            AssertGradients(surrogate, surrogate.Offsets[l], step.Gradients[l].Offsets.Span);
        }
    }

    private static void AssertGradients(SurrogateNetwork surrogate, double[] values, ReadOnlySpan<float> gradients)
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
            double above = surrogate.Loss();
            values[i] = value - Step;
            double below = surrogate.Loss();
            values[i] = value;
            Assert.Equal((above - below) / (2 * Step), gradients[i], 1e-4 * largest);
        }
    }

    // Offsets away from 0, and some binary latents beyond 1, where the straight-through estimator stops.
    private static void Spread(NetworkParameters network)
    {
        var random = new RandomSource(77);
        foreach (LayerParameters layer in network.Layers)
        {
            foreach (ref float offset in layer.Offsets.Span)
            {
                offset = (float)(0.2 * random.NextNormal());
            }

            layer.Weights.Span[0] = 1.2345679f;
            layer.Weights.Span[1] = -1.1415927f;
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
