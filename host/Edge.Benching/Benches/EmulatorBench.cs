using Edge.Core.Models;
using Edge.Devices;
using Edge.Devices.Emulation;
using Edge.Devices.Profiling;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Training;
using Edge.Training.Data;
using Edge.Training.Networks;

namespace Edge.Benching.Benches;

/// <summary>
/// Rows per second that the emulator computes and sends over a session as with a board, beside those of the board it stands for by the cost
/// model; and with instructions counted by layer, as a profile needs them, beside the same uncounted.
/// </summary>
internal static class EmulatorBench
{
    /// <summary>Runs it.</summary>
    public static void Run(BenchRun run)
    {
        NetworkSpec network = BenchNetworks.Quantized(Activation.Tanh);
        LabeledRows rows = new(12, 1, run.Data.Codes, run.Data.Labels);
        IntegerModel model = new Trainer(network, BenchNetworks.Training(network, 1), rows).Freeze().Model;
        InputSet inputs = InputSet.FromCodes(run.Data.Codes, 12, 1, 1);
        EmulatorOptions options = new();
        IReadOnlyList<EmulatorBoard> boards = EmulatorBoards.List(options);
        ModelProfile profile = ModelProfiler.Run(model, network.Name, inputs, EmulatorBoards.Find(boards, null), boards, options, run.Cancellation);
        double board = profile.RowsPerSecond(BaudRate.Default).Value;
        double plain = inputs.Rows / Seconds(run, model, inputs, options);
        double counted = inputs.Rows / Seconds(run, model, inputs, options with { CountsLayers = true });
        run.Add("emulator, rows of tanh 8 bits recorded", plain, "rows/s", "a board, by the model", board);
        run.Add("emulator, the same counted by layer", counted, "rows/s", "the same uncounted", plain);
    }

    private static double Seconds(BenchRun run, IntegerModel model, InputSet inputs, EmulatorOptions options)
    {
        using SerialDevice device = SerialDevice.StartEmulator(options, new SessionOptions(), run.Cancellation);
        List<double> times = [];
        for (int repetition = run.Quick ? -1 : -2; repetition < (run.Quick ? 3 : 9); repetition++)
        {
            double seconds = Stopwatching.Time(() => device.Record(model, inputs, 0, inputs.Rows, null, run.Cancellation));
            if (repetition >= 0)
            {
                times.Add(seconds);
            }
        }

        return Stopwatching.Median(times);
    }
}
