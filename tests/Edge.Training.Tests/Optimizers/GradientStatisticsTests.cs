using Edge.Training.Data;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Optimizers;

public class GradientStatisticsTests
{
    public static TheoryData<string> Kinds => ["binary", "floats"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TrainEpoch_NormsOfMeanAndDeviationOverTheBatches(string kind)
    {
        NetworkSpec network = kind == "binary" ? TestNetworks.Binary(TestNetworks.SztInput) : TestNetworks.Floats(Activation.Tanh, 8);
        LabeledRows rows = SztRows.All.Subset(Enumerable.Range(100, 700).ToArray());
        TrainingSpec training = TestNetworks.Adam(1e-3, 100, 4);
        var observed = new Trainer(network, training, rows);
        var statistics = new GradientStatistics(observed.Parameters);
        observed.TrainEpoch(rows, statistics);
        observed.TrainEpoch(rows, statistics);

        var again = new Trainer(network, training, rows);
        again.TrainEpoch(rows);
        var gradients = new List<float[][]>();
        // The second epoch by hand: the same order of rows, gradients kept after every step.
        int[] order = Enumerable.Range(0, rows.Count).ToArray();
        RandomSource.ForStream(training.Seed, 2).Shuffle(order);
        TrainingStep step = StepOf(again);
        for (int first = 0; first < order.Length; first += 100)
        {
            step.Run(rows, order.AsSpan(first, 100));
            gradients.Add([.. step.Gradients.Select(layer => layer.Weights.Span.ToArray())]);
        }

        for (int l = 0; l < statistics.Layers; l++)
        {
            int weights = gradients[0][l].Length;
            double[] means = [.. Enumerable.Range(0, weights).Select(i => gradients.Average(g => g[l][i]))];
            double[] variances = [.. Enumerable.Range(0, weights).Select(i => gradients.Average(g => Math.Pow(g[l][i] - means[i], 2)))];
            GradientNorms norms = statistics.Of(l);
            Assert.Equal(7, norms.Batches);
            AssertNear(Math.Sqrt(means.Sum(m => m * m)), norms.MeanNorm);
            AssertNear(Math.Sqrt(variances.Sum()), norms.DeviationNorm);
            AssertNear(Math.Sqrt(variances.Sum(v => v * v)), norms.VarianceNorm);
            AssertNear(Math.Sqrt(observed.Parameters.Layers[l].Weights.Span.ToArray().Sum(w => (double)w * w)), norms.WeightNorm);
            Assert.Equal(norms.MeanNorm / norms.WeightNorm, norms.RelativeMean);
            Assert.Equal(norms.DeviationNorm / norms.WeightNorm, norms.RelativeDeviation);
            Assert.Equal(norms.MeanNorm / norms.DeviationNorm, norms.SignalToNoise);
        }

        Assert.Equal(observed.Parameters.Layers[0].Weights.Span.ToArray(), again.Parameters.Layers[0].Weights.Span.ToArray());
    }

    [Fact]
    public void TrainEpoch_RefusesStatisticsOfAnotherTrainer()
    {
        NetworkSpec network = TestNetworks.Floats(Activation.Tanh);
        var one = new Trainer(network, TestNetworks.Adam(1e-3, 64, 1), SztRows.All);
        var other = new Trainer(network, TestNetworks.Adam(1e-3, 64, 1), SztRows.All);
        Assert.Throws<ArgumentException>(() => one.TrainEpoch(SztRows.All, new GradientStatistics(other.Parameters)));
    }

    // A second step would start without the moments of the first epoch: the trainer's own is used.
    private static TrainingStep StepOf(Trainer trainer) => (TrainingStep)typeof(Trainer)
        .GetField("step", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(trainer)!;

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, 1e-4 * expected);
}
