using Edge.Benching.References;
using Edge.Training.Layers;

namespace Edge.Benching.Benches;

/// <summary>Layers of 20 and 10 outputs at batch 128 on one thread, beside OpenBLAS where the machine has it.</summary>
internal static class NarrowLayerBench
{
    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        OpenBlas? blas = OpenBlas.Load();
        if (blas is null)
        {
            run.Note("OpenBLAS is not on this machine: narrow layers stand without a reference (Debian and Ubuntu: apt install libopenblas0)");
        }

        foreach ((int inputs, int neurons) in new[] { (1024, 20), (20, 20), (20, 10) })
        {
            DenseProducts layer = DenseLayers.Draw(inputs, neurons, 128);
            Measure(run, layer, "forward", layer.Forward, blas, () => blas!.Forward(layer));
            Measure(run, layer, "backward, weights", layer.BackwardWeights, blas, () => blas!.BackwardWeights(layer));
            Measure(run, layer, "backward, inputs", layer.BackwardInputs, blas, () => blas!.BackwardInputs(layer));
        }
    }

    private static void Measure(BenchRun run, DenseProducts layer, string name, Action work, OpenBlas? blas, Action same)
    {
        double[] seconds = blas is null ? run.Medians(work) : run.Medians(work, same);
        double giga = DenseLayers.Giga(layer);
        run.Add(
            $"layer {layer.Inputs}x{layer.Neurons}, batch 128, {name}", giga / seconds[0], "GFLOP/s", blas?.Name, blas is null ? null : giga / seconds[1]);
    }
}
