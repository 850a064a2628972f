using Edge.Devices;

namespace Edge.Experiments.Tests.Execution;

/// <summary>The host under another name, so that it counts as a device to compare with.</summary>
internal sealed class SecondDevice : IDevice
{
    public const string DeviceName = "second";

    private readonly HostDevice host = new(threads: 1);

    public string Name => DeviceName;

    public string Firmware => "1.0";

    public Devices.Session.SessionCounters? Counters => null;

    public IReadOnlyList<Information.Codes.CodeLayer> Record(
        Core.Models.IntegerModel model,
        Inference.InputSet inputs,
        int firstRow,
        int rows,
        IProgress<int>? progress,
        CancellationToken cancellation) => host.Record(model, inputs, firstRow, rows, progress, cancellation);

    public int[][] Accumulators(Core.Models.IntegerModel model, Inference.InputSet inputs, int row, CancellationToken cancellation) =>
        host.Accumulators(model, inputs, row, cancellation);

    public void Dispose() => host.Dispose();
}
