using Edge.Core.Models;
using Edge.Devices;
using Edge.Devices.Session;
using Edge.Experiments.Checkpoints;
using Edge.Experiments.Execution;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Tests.Execution;

/// <summary>The device here computes with the reference and can be told to give a wrong code or to fail: the faults of a real one, at will.</summary>
public sealed class DeviceComparisonTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("edge-devices-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void EqualDevice_HasNoDifferencesAndTheHostsPlane()
    {
        (RunFolder folder, ExperimentSummary summary) = Go("out", new FaultyDevice());
        Assert.Equal((0L, false), (summary.Differences, summary.AlreadyFinished));
        Assert.Equal("host = /dev/board: 4096 rows x 7 layers x 6 epochs, 0 differences", summary.Line);
        Assert.Equal(["host", "dev-board"], folder.Devices());
        CheckpointRecord[] host = [.. folder.Records("host")];
        CheckpointRecord[] device = [.. folder.Records("/dev/board")];
        Assert.Equal(host.Select(record => record.Accuracy), device.Select(record => record.Accuracy));
        Assert.Equal(host.SelectMany(record => record.Points), device.SelectMany(record => record.Points).Select(point => point with { Device = "host" }));
        Assert.All(device.SelectMany(record => record.Points), point => Assert.Equal("/dev/board", point.Device));
    }

    [Fact]
    public void RecordedCodes_CarryWhereTheyComeFrom()
    {
        (RunFolder folder, _) = Go("out", new FaultyDevice());
        CodeTable table = CodesFile.Read(folder.CodesPath(1, 3, "/dev/board"));
        Assert.Equal((1, 3, "/dev/board", "all", "szt", 4096), (
            table.Origin.Run, table.Origin.Epoch, table.Origin.Device, table.Origin.RowSet, table.Origin.DataSet, table.Rows.Count));
        Assert.Equal(folder.Records(1, "host")[^1].ModelSha256, table.Origin.ModelHash.ToString());
    }

    [Fact]
    public void WrongCode_IsCountedAndNamed()
    {
        (RunFolder folder, ExperimentSummary summary) = Go("out", new FaultyDevice { WrongRow = 1234 });
        Assert.Equal(6, summary.Differences);
        Assert.StartsWith("host != /dev/board: ", summary.Line, StringComparison.Ordinal);
        Assert.StartsWith("run 0, epoch 0, row 1234, dense2, neuron 3: host ", summary.FirstDifferences[0], StringComparison.Ordinal);
        Assert.Contains(",1\n", File.ReadAllText(folder.MetricsPath), StringComparison.Ordinal);
    }

    [Fact]
    public void DeviceThatFails_LosesNothing()
    {
        Go("whole", new FaultyDevice());
        Assert.Throws<DeviceException>(() => Go("cut", new FaultyDevice { FailsAfterCalls = 9 }));
        Go("cut", new FaultyDevice());
        Assert.Equal(FolderContent.Of(Path.Combine(parent, "whole")), FolderContent.Of(Path.Combine(parent, "cut")));
    }

    [Fact]
    public void DeviceAddedLater_IsMeasuredWithoutTraining()
    {
        Go("out", null);
        (RunFolder folder, ExperimentSummary summary) = Go("out", new FaultyDevice());
        Assert.False(summary.AlreadyFinished);
        Assert.Equal(6, folder.Records("/dev/board").Count);
        Go("whole", new FaultyDevice());
        Assert.Equal(FolderContent.Of(Path.Combine(parent, "whole")), FolderContent.Of(Path.Combine(parent, "out")));
        Assert.True(Go("out", new FaultyDevice()).Summary.AlreadyFinished);
    }

    private (RunFolder Folder, ExperimentSummary Summary) Go(string name, IDevice? device)
    {
        SettingsOverrides overrides = new() { Epochs = 3, Runs = 2, Checkpoints = CheckpointSchedule.Logarithmic(3) };
        ExperimentPlan plan = ExperimentPlan.Load("raj-szt", overrides);
        RunFolder folder = RunFolder.Prepare(Path.Combine(parent, name), plan, "edge train");
        return (folder, Experiment.Run(plan, folder, device, new ExperimentOptions { Threads = 2 }, CancellationToken.None));
    }

    private sealed class FaultyDevice : IDevice
    {
        private readonly HostDevice host = new();
        private int calls;

        public string Name => "/dev/board";

        public string Firmware => "test 1.0";

        public SessionCounters? Counters => null;

        /// <summary>A row in which neuron 3 of the second layer is inverted.</summary>
        public int WrongRow { get; init; } = -1;

        /// <summary>Calls that succeed.</summary>
        public int FailsAfterCalls { get; init; } = int.MaxValue;

        public IReadOnlyList<CodeLayer> Record(
            IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
        {
            if (++calls > FailsAfterCalls)
            {
                throw new DeviceException("the cable was pulled");
            }

            IReadOnlyList<CodeLayer> layers = host.Record(model, inputs, firstRow, rows, progress, cancellation);
            if (WrongRow < firstRow || WrongRow >= firstRow + rows)
            {
                return layers;
            }

            PackedCodes right = layers[1].Codes;
            byte[] codes = right.ToCodes<byte>();
            codes[(WrongRow - firstRow) * right.Width + 3] ^= 1;
            return [layers[0], new CodeLayer(layers[1].Name, PackedCodes.FromBytes(codes, right.Rows, right.Width, right.Bits)), .. layers.Skip(2)];
        }

        public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation) =>
            host.Accumulators(model, inputs, row, cancellation);

        public void Dispose() => host.Dispose();
    }
}
