using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Layers;

public class SoftmaxCrossEntropyTests
{
    [Theory]
    [InlineData(2, 7)]
    [InlineData(2, 32)]
    [InlineData(10, 19)]
    public void Compute_LossAndCentralDifferences(int classes, int rows)
    {
        var random = new RandomSource(5);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(classes))];
        var batch = new Batch(1, 32, new CodeGrid(1, 1, 0, false));
        batch.Load(new LabeledRows(1, 1, new byte[rows], labels), Enumerable.Range(0, rows).ToArray());
        var logits = new AlignedBuffer(classes * batch.Stride);
        foreach (ref float logit in logits.Span)
        {
            logit = (float)(4 * random.NextNormal());
        }

        double[] values = [.. logits.Span.ToArray().Select(x => (double)x)];
        var deltas = new AlignedBuffer(classes * batch.Stride);
        float loss = SoftmaxCrossEntropy.Compute(batch, logits, classes, deltas);
        Assert.Equal(Loss(values, batch.Stride, classes, labels), loss / rows, 1e-5);
        Assert.Equal(loss, SoftmaxCrossEntropy.Compute(batch, logits, classes, null));
        for (int c = 0; c < classes; c++)
        {
            for (int r = 0; r < batch.Stride; r++)
            {
                int at = c * batch.Stride + r;
                double value = values[at];
                values[at] = value + 1e-5;
                double above = Loss(values, batch.Stride, classes, labels);
                values[at] = value - 1e-5;
                double below = Loss(values, batch.Stride, classes, labels);
                values[at] = value;
                Assert.Equal(r < rows ? (above - below) / 2e-5 : 0, deltas.Span[at], 1e-7);
            }
        }
    }

    [Fact]
    public void Compute_FarLogitsStayFinite()
    {
        var batch = new Batch(1, 16, new CodeGrid(1, 1, 0, false));
        batch.Load(new LabeledRows(1, 1, new byte[2], [0, 1]), [0, 1]);
        var logits = new AlignedBuffer(2 * batch.Stride);
        logits.Span[0] = 1e6f;
        logits.Span[1] = 1e6f;
        var deltas = new AlignedBuffer(2 * batch.Stride);
        Assert.Equal(1e6f, SoftmaxCrossEntropy.Compute(batch, logits, 2, deltas));
        Assert.Equal(0.5f, deltas.Span[1], 1e-6f);
        Assert.Equal(-0.5f, deltas.Span[batch.Stride + 1], 1e-6f);
    }

    private static double Loss(double[] logits, int stride, int classes, int[] labels) => Enumerable.Range(0, labels.Length).Average(r =>
        Math.Log(Enumerable.Range(0, classes).Sum(c => Math.Exp(logits[c * stride + r]))) - logits[labels[r] * stride + r]);
}
