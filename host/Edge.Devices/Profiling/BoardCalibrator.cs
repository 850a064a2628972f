using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Firmware;
using Edge.Inference;

namespace Edge.Devices.Profiling;

/// <summary>Measures on a real board what a profile has counted: its firmware's own clock runs while it computes, and STATS tells.</summary>
public static class BoardCalibrator
{
    private const int Passes = 3;

    /// <summary>What a board's clock and its interrupts may put a pass off, as a share.</summary>
    private const double ClockShare = 0.01;

    /// <summary>Runs the rows that the profile was made of, a few times over.</summary>
    /// <param name="port">The board's port.</param>
    /// <param name="bauds">Its speed.</param>
    /// <param name="model">The model that was profiled.</param>
    /// <param name="inputs">The inputs that it was profiled with.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="notice">Receives a line where board or firmware are not those that were profiled.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DeviceException">The port cannot be opened, does not answer, or the board restarted.</exception>
    public static BoardMeasurement Measure(
        string port, int bauds, IntegerModel model, InputSet inputs, ModelProfile profile, Action<string> notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(notice);
        InputSet rows = ModelProfiler.FirstRows(inputs, profile.Rows);
        using SerialDevice device = SerialDevice.OpenPort(port, ModelProfiler.OneRun with { Bauds = bauds }, cancellation);
        device.Record(model, ModelProfiler.FirstRows(inputs, 1), 0, 1, null, cancellation);
        Compare(port, device.Session.Info, profile, notice);
        double[] passes = new double[Passes];
        DeviceStats stats = device.Session.Stats(cancellation);
        for (int pass = 0; pass < passes.Length; pass++)
        {
            device.Record(model, rows, 0, rows.Rows, null, cancellation);
            DeviceStats after = device.Session.Stats(cancellation);
            passes[pass] = PerRow(port, stats, after);
            stats = after;
        }

        return new BoardMeasurement
        {
            Board = profile.Board.Name,
            Device = $"{port}, {device.Firmware}",
            Model = Convert.ToHexStringLower(new WireModel(model).Hash),
            Rows = rows.Rows,
            Microseconds = passes.Average(),
            LeastMicroseconds = passes.Min() * (1 - ClockShare),
            MostMicroseconds = passes.Max() * (1 + ClockShare),
            FreeHeap = stats.FreeHeap,
            Counts = profile.Computing,
        };
    }

    private static void Compare(string port, DeviceInfo board, ModelProfile profile, Action<string> notice)
    {
        if (board.Board != profile.Board.Name)
        {
            notice($"{port} is a board {board.Board}; it is taken for {profile.Board.Name}, --board names another");
        }

        Version counted = new(FirmwareVersion.Major, FirmwareVersion.Minor, FirmwareVersion.Patch);
        if (board.Firmware != counted)
        {
            notice($"{port} runs firmware {board.Firmware}, counted was {counted}: flash that one, or the measurement says too little");
        }
    }

    private static double PerRow(string port, DeviceStats before, DeviceStats after)
    {
        uint rows = unchecked(after.RowsComputed - before.RowsComputed);
        uint microseconds = unchecked(after.ComputeMicroseconds - before.ComputeMicroseconds);
        return after.BootNonce != before.BootNonce
            ? throw new DeviceException($"{port} restarted while it was measured; its power supply (use another cable or port) may be weak")
            : rows == 0 || microseconds == 0
            ? throw new DeviceException($"{port} counts {rows} rows in {microseconds} us, which is no measurement; flash the firmware that belongs to this edge")
            : (double)microseconds / rows;
    }
}
