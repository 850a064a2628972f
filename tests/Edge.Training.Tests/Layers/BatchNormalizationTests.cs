using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Layers;

public class BatchNormalizationTests
{
    private const int Neurons = 3;
    private const float Scale = 0.37f;
    private static readonly BatchNormSpec Spec = new() { Epsilon = 1e-3, Momentum = 0.9 };

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Normalize_BatchAndRunningStatistics(int rows)
    {
        Batch batch = NewBatch(rows);
        double[,] a = Values(rows, batch.Stride, out AlignedBuffer z);
        LayerParameters parameters = NewParameters();
        BatchNormalization.Normalize(Spec, parameters, batch, Scale, z, new AlignedBuffer(Neurons), new AlignedBuffer(Neurons));
        for (int n = 0; n < Neurons; n++)
        {
            (double mean, double variance) = Moments(a, n, rows);
            Assert.Equal(0.1 * mean, parameters.RunningMeans.Span[n], 1e-6);
            Assert.Equal(0.9 + 0.1 * variance, parameters.RunningVariances.Span[n], 1e-6);
            for (int r = 0; r < rows; r++)
            {
                Assert.Equal((a[n, r] - mean) / Math.Sqrt(variance + 1e-3), z.Span[n * batch.Stride + r], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(37)]
    public void Backward_EqualsCentralDifferences(int rows)
    {
        Batch batch = NewBatch(rows);
        double[,] a = Values(rows, batch.Stride, out AlignedBuffer z);
        var inverse = new AlignedBuffer(Neurons);
        BatchNormalization.Normalize(Spec, NewParameters(), batch, Scale, z, inverse, new AlignedBuffer(Neurons));
        var random = new RandomSource(2);
        var deltas = new AlignedBuffer(Neurons * batch.Stride);
        var upstream = new double[Neurons, rows];
        for (int n = 0; n < Neurons; n++)
        {
            for (int r = 0; r < rows; r++)
            {
                deltas.Span[n * batch.Stride + r] = (float)random.NextNormal();
                upstream[n, r] = deltas.Span[n * batch.Stride + r];
            }
        }

        var shifts = new AlignedBuffer(Neurons);
        BatchNormalization.Backward(batch, z, inverse, deltas, shifts, new AlignedBuffer(Neurons));
        for (int n = 0; n < Neurons; n++)
        {
            Assert.Equal(Enumerable.Range(0, rows).Sum(r => upstream[n, r]), shifts.Span[n], 1e-5);
            for (int r = 0; r < rows; r++)
            {
                double value = a[n, r];
                a[n, r] = value + 1e-5;
                double above = Loss(a, upstream, n, rows);
                a[n, r] = value - 1e-5;
                double below = Loss(a, upstream, n, rows);
                a[n, r] = value;
                Assert.Equal((above - below) / 2e-5, deltas.Span[n * batch.Stride + r], 2e-5);
            }

            for (int lane = rows; lane < batch.Blocks * 16; lane++)
            {
                Assert.Equal(0f, deltas.Span[n * batch.Stride + lane]);
            }
        }
    }

    [Fact]
    public void NormalizeByRunning_UsesStoredStatistics()
    {
        Batch batch = NewBatch(20);
        double[,] a = Values(20, batch.Stride, out AlignedBuffer z);
        LayerParameters parameters = NewParameters();
        parameters.RunningMeans.Span[1] = 0.4f;
        parameters.RunningVariances.Span[1] = 2.5f;
        BatchNormalization.NormalizeByRunning(Spec, parameters, batch, Scale, z);
        Assert.Equal((a[1, 7] - 0.4f) / Math.Sqrt(2.501), z.Span[batch.Stride + 7], 1e-5);
        Assert.Equal(0.4f, parameters.RunningMeans.Span[1]);
    }

    private static double Loss(double[,] a, double[,] upstream, int n, int rows)
    {
        (double mean, double variance) = Moments(a, n, rows);
        return Enumerable.Range(0, rows).Sum(r => upstream[n, r] * (a[n, r] - mean) / Math.Sqrt(variance + 1e-3));
    }

    private static (double Mean, double Variance) Moments(double[,] a, int n, int rows)
    {
        double mean = Enumerable.Range(0, rows).Average(r => a[n, r]);
        return (mean, Enumerable.Range(0, rows).Average(r => (a[n, r] - mean) * (a[n, r] - mean)));
    }

    private static double[,] Values(int rows, int stride, out AlignedBuffer z)
    {
        var random = new RandomSource(1);
        z = new AlignedBuffer(Neurons * stride);
        var a = new double[Neurons, rows];
        for (int i = 0; i < z.Length; i++)
        {
            // Lanes beyond the batch hold numbers too: they must not count.
            z.Span[i] = (float)(3 * random.NextNormal());
            if (i % stride < rows)
            {
                a[i / stride, i % stride] = (double)z.Span[i] * Scale;
            }
        }

        return a;
    }

    private static LayerParameters NewParameters() => new(LayerPlan.Of(new NetworkSpec
    {
        Name = "n",
        Input = new InputSpec { Width = 1, Bits = 1 },
        Hidden = [],
        Output = new OutputLayerSpec { Classes = Neurons, WeightBits = 8, BatchNorm = Spec },
    })[0]);

    private static Batch NewBatch(int rows)
    {
        var batch = new Batch(1, 48, new CodeGrid(1, 1, 0, false));
        batch.Load(new LabeledRows(1, 1, new byte[rows], new int[rows]), Enumerable.Range(0, rows).ToArray());
        return batch;
    }
}
