using System.Diagnostics;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Experiments.Settings;
using Edge.Experiments.Traces;
using Edge.Inference;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Experiments.Execution;

/// <summary>What one epoch of one run costs on one thread, piece by piece: medians over the epochs measured, in microseconds.</summary>
/// <param name="Train">Training: all steps of the epoch.</param>
/// <param name="Freeze">The integer model, made ready to run.</param>
/// <param name="Codes">Its codes on all rows.</param>
/// <param name="Information">Exact information of all layers.</param>
/// <param name="Record">The record of the trace, in memory.</param>
public sealed record EpochCost(double Train, double Freeze, double Codes, double Information, double Record)
{
    // Tiered compilation is done with the loops after some hundred calls of each, and a while: it waits for 0.1 s without new code, and then
    // compiles beside what runs.
    private const int WarmUp = 200;
    private const double WarmUpSeconds = 0.6;

    /// <summary>The whole epoch.</summary>
    public double Total => Train + Freeze + Codes + Information + Record;

    /// <summary>Trains one run of a plan and measures every epoch, writing nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="epochs">Epochs to take the medians over, 1 or more; 200 or more go before, 0.6 s at least.</param>
    public static EpochCost Of(ExperimentPlan plan, int epochs)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        InputSpec input = plan.Settings.Network.Input;
        RowSplit split = plan.Settings.SplitOf(plan.Data, plan.Settings.Training.Seed);
        LabeledRows train = new LabeledRows(input.Width, input.Bits, plan.Data.Codes, plan.Data.Labels).Subset(split.Train);
        InputSet inputs = InputSet.FromCodes(plan.Data.Codes, input.Width, input.Bits, input.LargestCode());
        Trainer trainer = new(plan.Settings.Network, plan.Settings.Training, train);
        EpochMeasurer measurer = new(trainer.Parameters, plan.Data, inputs, InputClasses.Of(plan.Data), split, plan.Settings.Rows);
        EpochTraceHeader header = new(0, plan.Settings.Training.Seed, measurer.TrainRows, measurer.TestRows, measurer.Series, measurer.RowSets, []);
        byte[] record = new byte[header.RecordBytes];
        Action[] pieces =
        [
            () => trainer.TrainEpoch(train), measurer.Freeze, measurer.ComputeCodes, measurer.ComputeInformation, () => measurer.Record.Write(record, 0),
        ];
        double[][] times = [.. pieces.Select(_ => new double[epochs])];
        long begin = Stopwatch.GetTimestamp();
        for (int epoch = -WarmUp; epoch < epochs; epoch += epoch == -1 && Stopwatch.GetElapsedTime(begin).TotalSeconds < WarmUpSeconds ? 0 : 1)
        {
            for (int piece = 0; piece < pieces.Length; piece++)
            {
                long start = Stopwatch.GetTimestamp();
                pieces[piece]();
                times[piece][Math.Max(epoch, 0)] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        double[] medians = Array.ConvertAll(times, Median);
        return new EpochCost(medians[0], medians[1], medians[2], medians[3], medians[4]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
