using Edge.Benching.References;
using Edge.Training.Layers;

namespace Edge.Benching.Benches;

/// <summary>
/// A layer of 784x1024 at batch 128 on one thread, beside the machine's multiply-add peak, measured just before each. The
/// peak is the best of its repetitions, so the layer's best stands beside it.
/// </summary>
internal static class LargeLayerBench
{
    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        DenseProducts layer = DenseLayers.Draw(784, 1024, 128);
        Measure("forward", layer.Forward);
        Measure("backward, weights", layer.BackwardWeights);
        Measure("backward, inputs", layer.BackwardInputs);

        void Measure(string name, Action work)
        {
            double peak = MultiplyAddPeak.Measure();
            run.Add($"layer 784x1024, batch 128, {name}", DenseLayers.Giga(layer) / run.Least(work), "GFLOP/s", "multiply-add peak", peak);
        }
    }
}
