using System.Diagnostics;
using Edge.Benching.References;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Inference;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;
using PackedCodes = Edge.Information.Codes.PackedCodes;

namespace Edge.Benching.Benches;

/// <summary>
/// What follows every epoch, on all 4096 rows: freezing and evaluation to codes, beside the reference inference of shared/; exact entropies, beside
/// dictionaries. An epoch is trained in between, so that nothing meets the same data twice.
/// </summary>
internal static class EpochBench
{
    // Tiered compilation waits for 0.1 s without new code, and then compiles beside what runs.
    private const double WarmUpSeconds = 0.6;

    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        Measure(run, "tanh 8 bits", BenchNetworks.Quantized(Activation.Tanh));
        Measure(run, "relu 8 bits", BenchNetworks.Quantized(Activation.Relu));
        Measure(run, "BNN", BenchNetworks.Binary());
    }

    private static void Measure(BenchRun run, string name, NetworkSpec network)
    {
        DataSet data = run.Data;
        RowSplit split = RowSplit.Of(data, 0.8, 1);
        LabeledRows train = new LabeledRows(12, 1, data.Codes, data.Labels).Subset(split.Train);
        Trainer trainer = new(network, BenchNetworks.Training(network, 1), train);
        InputSet inputs = InputSet.FromCodes(data.Codes, 12, 1, 1);
        EpochMeasurer measurer = new(trainer.Parameters, data, inputs, null, split, ["all"]);
        byte[][] rows = [.. Enumerable.Range(0, data.Rows).Select(r => data.Row(r).ToArray())];
        byte[][] referenceCodes = ReferenceInference.NewCodes(measurer.Model);
        PackedCodes[] codes = [.. measurer.Codes.Formats.Select((format, l) => new PackedCodes(measurer.Codes.Words[l], data.Rows, format.Width, format.Bits))];
        double[] epoch = [.. Enumerable.Repeat(0.0, 4)];
        List<double>[] times = [[], [], [], []];
        int epochs = run.Quick ? 60 : 300;
        long begin = Stopwatch.GetTimestamp();
        for (int e = -epochs; e < epochs; e += e == -1 && Stopwatch.GetElapsedTime(begin).TotalSeconds < WarmUpSeconds ? 0 : 1)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            trainer.TrainEpoch(train);
            epoch[0] = Stopwatching.Time(Freeze);
            epoch[1] = Stopwatching.Time(measurer.ComputeInformation);
            bool withReferences = e >= 0 && e % 20 == 0;
            epoch[2] = withReferences ? Stopwatching.Time(() => Refer(measurer.Model, rows, referenceCodes)) : 0;
            epoch[3] = withReferences ? Stopwatching.Time(() => Count(codes, data.Labels)) : 0;
            for (int piece = 0; piece < epoch.Length && e >= 0; piece++)
            {
                if (epoch[piece] > 0)
                {
                    times[piece].Add(epoch[piece]);
                }
            }
        }

        double[] medians = Array.ConvertAll(times, Stopwatching.Median);
        double places = (double)data.Rows * codes.Length;
        run.Add($"freeze and evaluate 4096 rows, {name}", medians[0] * 1e6, "us", "reference inference", medians[2] * 1e6);
        run.Add($"exact entropies per row and layer, {name}", medians[1] * 1e9 / places, "ns", "dictionaries", medians[3] * 1e9 / places);

        void Freeze()
        {
            measurer.Freeze();
            measurer.ComputeCodes();
        }
    }

    private static void Refer(IntegerModel model, byte[][] rows, byte[][] codes)
    {
        foreach (byte[] row in rows)
        {
            ReferenceInference.Run(model, row, codes, null!);
        }
    }

    private static void Count(PackedCodes[] layers, int[] labels)
    {
        foreach (PackedCodes layer in layers)
        {
            DictionaryEntropy.OfCodesAndLabels(layer, labels);
        }
    }
}
