using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Recording;

public sealed class CodeRecorderTests : IDisposable
{
    private static readonly IntegerModel Model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
    private static readonly InputSet Inputs = Expected.Counting(12, 1000);
    private static readonly CodeRows Rows = new([.. Enumerable.Range(0, 1000).Select(row => row % 2)]);
    private static readonly CodeOrigin Origin = new() { Run = 2, Epoch = 7, Classes = 2, DataSet = "szt" };
    private readonly string folder = Directory.CreateTempSubdirectory("edge-codes").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Record_Host_FileHoldsCodesAndOrigin()
    {
        string path = Path.Combine(folder, "a.edgecodes");
        List<int> progress = [];
        using HostDevice host = new();
        CodeRecorder.Record(host, Model, Inputs, Rows, Origin, path, 300, new Collector(progress), CancellationToken.None);
        CodeTable table = CodesFile.Read(path);
        Assert.Equal([0, 300, 600, 900, 1000], progress);
        Assert.Equal(("host", "szt", 2, 7), (table.Origin.Device, table.Origin.DataSet, table.Origin.Run, table.Origin.Epoch));
        Assert.Equal(new ContentHash(new WireModel(Model).Hash), table.Origin.ModelHash);
        Assert.Equal(new ContentHash(Inputs.Identity), table.Origin.InputHash);
        AssertCodes(table);
        Assert.False(File.Exists(path + CodesRecording.PartialExtension));
    }

    [LinuxFact]
    public void Record_DeviceDiesInTheMiddle_ResumesWithTheMissingRows()
    {
        string path = Path.Combine(folder, "b.edgecodes");
        using PseudoTerminalLinkName name = new(folder);
        using (DeviceStandIn first = new DeviceStandIn { SilentAfterCodes = 25 }.Start())
        {
            name.PointTo(first.Terminal.Path);
            using SerialDevice device = SerialDevice.OpenPort(name.Path, Quick(300), CancellationToken.None);
            Assert.Throws<DeviceException>(
                () => CodeRecorder.Record(device, Model, Inputs, Rows, Origin, path, 200, null, CancellationToken.None));
        }

        Assert.True(File.Exists(path + CodesRecording.PartialExtension));
        Assert.False(File.Exists(path));
        using DeviceStandIn second = new DeviceStandIn().Start();
        name.PointTo(second.Terminal.Path);
        using SerialDevice again = SerialDevice.OpenPort(name.Path, Quick(10_000), CancellationToken.None);
        CodeTable table = CodeRecorder.Record(again, Model, Inputs, Rows, Origin, path, 200, null, CancellationToken.None);
        Assert.InRange(again.Counters!.Rows, 1, 800);
        Assert.Equal("stand-in, firmware 0.2.3", table.Origin.Firmware);
        AssertCodes(CodesFile.Read(path));
    }

    [Fact]
    public void Record_OtherNumberOfLabels_IsRefused()
    {
        using HostDevice host = new();
        Assert.Throws<ArgumentException>(() => CodeRecorder.Record(
            host, Model, Inputs, new CodeRows([0, 1]), Origin, Path.Combine(folder, "c.edgecodes"), 10, null, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static SessionOptions Quick(int patience) => new() { AnswerMilliseconds = 50, PatienceMilliseconds = patience };

    private static void AssertCodes(CodeTable table)
    {
        IReadOnlyList<CodeLayer> expected = WireRows.Unpack(Model, Expected.Rows(Model, Inputs));
        Assert.Equal(expected.Select(layer => layer.Name), table.Layers.Select(layer => layer.Name));
        Assert.All(expected.Zip(table.Layers), pair => Assert.True(pair.First.Codes.Words.SequenceEqual(pair.Second.Codes.Words)));
    }

    private sealed class Collector(List<int> seen) : IProgress<int>
    {
        public void Report(int value)
        {
            if (seen.Count == 0 || seen[^1] != value)
            {
                seen.Add(value);
            }
        }
    }

    /// <summary>
    /// A name that stays the same when the device behind it changes, as /dev/serial/by-id does: the journal holds the device's name.
    /// </summary>
    private sealed class PseudoTerminalLinkName(string folder) : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(folder, "port");

        public void PointTo(string target)
        {
            File.Delete(Path);
            File.CreateSymbolicLink(Path, target);
        }

        public void Dispose() => File.Delete(Path);
    }
}
