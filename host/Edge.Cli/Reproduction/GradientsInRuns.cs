using Edge.Experiments.Traces;
using Edge.Reports.Gradients;
using Edge.Reports.Observations;
using Edge.Reports.Reproduction;
using Edge.Training.Optimizers;

namespace Edge.Cli.Reproduction;

/// <summary>Norms of the gradients, filled run by run: points at the drawn epochs, observations over all measured ones.</summary>
internal sealed class GradientsInRuns
{
    private readonly GradientScale observation = new();
    private readonly List<GradientPoint> points = [];

    /// <summary>Adds a run whose trace holds norms of gradients; epoch 0, before any batch, has none.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="drawn">Epochs to draw.</param>
    public void Add(EpochTrace trace, IReadOnlySet<int> drawn)
    {
        IReadOnlyList<string> layers = trace.Header.GradientLayers;
        List<int> epochs = [];
        List<double>[] mean = [.. layers.Select(_ => new List<double>())];
        List<double>[] deviation = [.. layers.Select(_ => new List<double>())];
        List<double>[] variance = [.. layers.Select(_ => new List<double>())];
        foreach (EpochRecord record in trace.Records().Where(record => record.Epoch > 0))
        {
            epochs.Add(record.Epoch);
            for (int layer = 0; layer < layers.Count; layer++)
            {
                GradientNorms norms = record.Gradients[layer];
                mean[layer].Add(norms.MeanNorm);
                deviation[layer].Add(norms.DeviationNorm);
                variance[layer].Add(norms.VarianceNorm);
                if (drawn.Contains(record.Epoch))
                {
                    points.Add(new GradientPoint(
                        trace.Header.Run, record.Epoch, layer + 1, layers[layer], norms.MeanNorm, norms.DeviationNorm, norms.VarianceNorm, norms.WeightNorm));
                }
            }
        }

        if (epochs.Count > 0)
        {
            observation.Add(new GradientTrace(layers, [.. epochs], Arrays(mean), Arrays(deviation), Arrays(variance)));
        }
    }

    /// <summary>What all runs gave; null where none has a trained epoch with gradients.</summary>
    public ReproducedGradients? Result() => points.Count == 0 ? null : new ReproducedGradients(points, observation.Results());

    private static double[][] Arrays(List<double>[] lists) => Array.ConvertAll(lists, list => list.ToArray());
}
