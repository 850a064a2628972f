using Edge.Training.Data;

namespace Edge.Benching.References;

/// <summary>
/// A training step as one would write it down: rows one after the other, a number at a time, layer objects, MathF. QAT with 8-bit weights
/// and tanh, or BNN with
/// batch normalization and ste-sign. It is here to be compared with, not to be used.
/// </summary>
internal sealed class ScalarTrainer
{
    private readonly ScalarLayer[] layers;
    private readonly int batch;
    private int step;

    /// <summary>A network of the widths given, from input to classes.</summary>
    public ScalarTrainer(int[] widths, bool isBinary, int batch)
    {
        this.batch = batch;
        var random = new Random(1);
        layers = new ScalarLayer[widths.Length - 1];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = new ScalarLayer(widths[l], widths[l + 1], isBinary, l == layers.Length - 1, batch, random);
        }
    }

    /// <summary>One epoch in the order of the rows; the sum of the losses.</summary>
    public double TrainEpoch(LabeledRows rows)
    {
        double loss = 0;
        for (int first = 0; first < rows.Count; first += batch)
        {
            loss += Step(rows, first, Math.Min(batch, rows.Count - first));
        }

        return loss;
    }

    private double Step(LabeledRows rows, int first, int count)
    {
        float[][] x = new float[count][];
        for (int r = 0; r < count; r++)
        {
            x[r] = new float[rows.Width];
            for (int i = 0; i < x[r].Length; i++)
            {
                x[r][i] = rows.CodeAt(first + r, i);
            }
        }

        foreach (ScalarLayer layer in layers)
        {
            x = layer.Forward(x);
        }

        double loss = 0;
        float[][] deltas = new float[count][];
        for (int r = 0; r < count; r++)
        {
            deltas[r] = new float[x[r].Length];
            float sum = 0;
            foreach (float logit in x[r])
            {
                sum += MathF.Exp(logit);
            }

            for (int c = 0; c < x[r].Length; c++)
            {
                deltas[r][c] = (MathF.Exp(x[r][c]) / sum - (rows.Labels[first + r] == c ? 1 : 0)) / count;
            }

            loss += MathF.Log(sum) - x[r][rows.Labels[first + r]];
        }

        step++;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            deltas = layers[l].Backward(deltas, step);
        }

        return loss;
    }
}
