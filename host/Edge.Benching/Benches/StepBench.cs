using Edge.Benching.References;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Benching.Benches;

/// <summary>Time of one training step, beside a plain scalar loop of the same shape.</summary>
internal static class StepBench
{
    private const int TrainRows = 3276;

    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        LabeledRows rows = new LabeledRows(12, 1, run.Data.Codes, run.Data.Labels).Subset([.. Enumerable.Range(0, TrainRows).Select(r => r * 5 % 4096)]);
        Measure(run, "QAT tanh 8 bits, batch 256", BenchNetworks.Quantized(Activation.Tanh), rows);
        Measure(run, "float tanh, batch 256", BenchNetworks.Floats(), rows);
        Measure(run, "BNN, batch 64", BenchNetworks.Binary(), rows);
    }

    private static void Measure(BenchRun run, string name, NetworkSpec network, LabeledRows rows)
    {
        int batch = BenchNetworks.Batch(network);
        Trainer trainer = new(network, BenchNetworks.Training(network, 1), rows);
        ScalarTrainer scalar = new(BenchNetworks.Widths(network), BenchNetworks.IsBinary(network), batch);
        double steps = (rows.Count + batch - 1) / batch;
        run.Compare($"training step, {name}", "us", 1e6 / steps, () => trainer.TrainEpoch(rows), "scalar loop", () => scalar.TrainEpoch(rows));
    }
}
