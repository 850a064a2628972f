using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Benching.Benches;

/// <summary>
/// Engines side by side: a step of the synthetic experiment's networks, and of 784-1024-1024-10 on rows of random bytes. Each engine starts from
/// the same weights, and its losses are compared with the fused trainer's before its steps are timed.
/// </summary>
internal static class EngineBench
{
    private const int WideInputs = 784;
    private const int WideNeurons = 1024;
    private const int WideRows = 4096;
    private const int Classes = 10;

    /// <summary>Runs it.</summary>
    /// <param name="run">Where results go.</param>
    /// <param name="others">Engines beside the fused trainer.</param>
    public static void Run(BenchRun run, IReadOnlyList<ITrainingEngine> others)
    {
        LabeledRows rows = new(12, 1, run.Data.Codes, run.Data.Labels);
        foreach (NetworkSpec network in new[] { BenchNetworks.Binary(), BenchNetworks.Quantized(Activation.Tanh), BenchNetworks.Quantized(Activation.Relu) })
        {
            Measure(run, others, network, BenchNetworks.Batch(network), rows, run.Quick ? 50 : 200);
        }

        LabeledRows wide = Bytes();
        foreach (int batch in run.Quick ? [128] : new[] { 128, 1024, 4096 })
        {
            Measure(run, others, Wide(binary: true), batch, wide, Steps(batch));
            Measure(run, others, Wide(binary: false), batch, wide, Steps(batch));
        }

        // As many rows for each batch size.
        int Steps(int batch) => (run.Quick ? 5 : 200) * 128 / batch;
    }

    private static void Measure(BenchRun run, IReadOnlyList<ITrainingEngine> others, NetworkSpec network, int batch, LabeledRows rows, int steps)
    {
        TrainingSpec training = BenchNetworks.Training(network, 1) with { BatchSize = batch };
        ITrainingEngine[] engines = [FusedEngine.Instance, .. others];
        EngineSteps[] begun = Array.ConvertAll(engines, engine => new EngineSteps(engine, network, training, rows));
        try
        {
            double[][] losses = Array.ConvertAll(begun, engine => engine.Losses(steps));
            double[] seconds = run.Medians(Array.ConvertAll(begun, engine => (Action)(() => engine.Next())));
            for (int e = 0; e < engines.Length; e++)
            {
                run.Add(new EngineSpeed(
                    $"{network.Name} {string.Join('-', BenchNetworks.Widths(network))}",
                    batch,
                    engines[e].Name,
                    1e6 * seconds[e],
                    seconds[0] / seconds[e],
                    steps,
                    EngineSteps.Deviation(losses[0], losses[e])));
            }
        }
        finally
        {
            Array.ForEach(begun, engine => engine.Dispose());
        }
    }

    private static NetworkSpec Wide(bool binary)
    {
        NetworkSpec network = binary ? BenchNetworks.Binary() : BenchNetworks.Quantized(Activation.Relu);
        HiddenLayerSpec layer = network.Hidden[0] with { Neurons = WideNeurons };
        return network with
        {
            Input = new InputSpec { Width = WideInputs, Bits = 8, Scale = 1f / byte.MaxValue },
            Hidden = [layer, layer],
            Output = network.Output with { Classes = Classes },
        };
    }

    // The class is a tenth of the first byte's range, so that there is something to learn.
    private static LabeledRows Bytes()
    {
        RandomSource random = new(1);
        var codes = new byte[WideRows * WideInputs];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)((byte.MaxValue + 1) * random.NextDouble());
        }

        int[] labels = [.. Enumerable.Range(0, WideRows).Select(r => codes[r * WideInputs] * Classes / (byte.MaxValue + 1))];
        return new LabeledRows(WideInputs, 8, codes, labels);
    }
}
