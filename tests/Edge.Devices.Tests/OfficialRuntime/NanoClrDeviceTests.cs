using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Devices.OfficialRuntime;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing;
using Edge.Testing.Devices;
using WireRows = Edge.Devices.Recording.WireRows;

namespace Edge.Devices.Tests.OfficialRuntime;

/// <summary>The device with a process that stands in for the official runtime and runs the firmware's second entry point on .NET.</summary>
public class NanoClrDeviceTests
{
    private static readonly IntegerModel Small = Networks.Binary(3, 6, 5, 4, 2);

    [Fact]
    public void Record_CountingRows_AreTheReferences()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        Assert.Equal((folder.Name, "official runtime, mscorlib 1.17.11, firmware 0.2.0"), (device.Name, device.Firmware));
        RequireReference(device, Networks.Binary(1, 12, 10, 8, 6, 4, 2), Expected.Counting(12, 4096), 1000, 300);
        RequireReference(device, Networks.Quantized(2, 8, 8, 12, 10, 7, 2), Expected.Counting(12, 4096), 0, 100);
    }

    [Fact]
    public void Record_RowsThatTakeSeveralJobs_AreTheReferences()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        IntegerModel model = RandomModels.Create(
            new Random(5), new TensorFormat(4000, 8, 255, TensorMap.Affine), new LayerShape(3, 4, 4, false, PerNeuronThresholds: true));
        List<int> progress = [];
        InputSet inputs = Expected.Random(6, model.Input, 40);

        IReadOnlyList<CodeLayer> layers = device.Record(model, inputs, 3, 30, new Listener(progress), CancellationToken.None);

        Assert.Equal(Reference(model, inputs, 3, 30), Words(layers));
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(30, progress[^1]);
        Assert.True(progress.Count > 2);
    }

    [Fact]
    public void Record_RowsWiderThanALine_AreTheReferences()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        RequireReference(device, Networks.Quantized(7, 2, 8, 9, 130, 130), Expected.Counting(9, 512), 500, 12);
    }

    [Fact]
    public void Accumulators_OfARow_AreTheReferences()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        IntegerModel model = RandomModels.Create(11, 60);
        InputSet inputs = Expected.Random(12, model.Input, 5);
        int[][] expected = ReferenceInference.NewAccumulators(model);
        ReferenceInference.Run(model, Expected.Row(inputs, 4), ReferenceInference.NewCodes(model), expected);

        Assert.Equal(expected, device.Accumulators(model, inputs, 4, CancellationToken.None));
    }

    [Fact]
    public void Record_ManyRandomModels_AreTheReferences()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        foreach (IntegerModel model in ModelsThatFit().Take(6))
        {
            RequireReference(device, model, Expected.Random(1, model.Input, 9), 1, 7);
        }
    }

    [Theory]
    [InlineData("noise 0")]
    [InlineData("linger 0")]
    public void Record_OtherLinesOrNoEnding_ChangesNothing(string behaviour)
    {
        using NanoClrFolder folder = new(behaviour);
        using IDevice device = Open(folder);
        RequireReference(device, Small, Expected.Counting(6, 64), 0, 64);
    }

    [Theory]
    [InlineData("silent 0", "ended with code 0 after 0 of 64 rows, without its last line: nanoCLR stand-in")]
    [InlineData("crash 5", "ended with code 0 after 5 of 64 rows, without its last line")]
    [InlineData("hang 0", "printed no row for 2 s after 0 of 64 rows")]
    [InlineData("hang 5", "printed no row for 2 s after 5 of 64 rows: nanoCLR stand-in")]
    [InlineData("flood 5", "printed no row for 2 s after 5 of 64 rows: nanoCLR stand-in")]
    [InlineData("damage 5", "printed \"edge end 64 ")]
    [InlineData("drop 5", "where row 5, byte 0 was due")]
    public void Record_ARuntimeThatGoesWrong_IsOneLine(string behaviour, string words)
    {
        using NanoClrFolder folder = new(behaviour);
        NanoClrOptions patience = behaviour switch
        {
            "hang 0" => new() { StartMilliseconds = 2000 },
            "hang 5" or "flood 5" => new() { RowMilliseconds = 2000 },
            _ => new(),
        };
        DeviceOptions options = new() { OfficialRuntime = patience };
        using IDevice device = DeviceCatalog.Open(folder.Name, options, CancellationToken.None);

        DeviceException thrown = Assert.Throws<DeviceException>(
            () => device.Record(Small, Expected.Counting(6, 64), 0, 64, null, CancellationToken.None));

        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Fact]
    public void Record_Cancelled_EndsTheProcess()
    {
        using NanoClrFolder folder = new("hang 2");
        using IDevice device = Open(folder);
        using CancellationTokenSource source = new();

        Assert.ThrowsAny<OperationCanceledException>(
            () => device.Record(Small, Expected.Counting(6, 64), 0, 64, new Canceller(source), source.Token));
    }

    [Fact]
    public void Record_TooLargeAModel_SaysByHowMuch()
    {
        using NanoClrFolder folder = new();
        using IDevice device = Open(folder);
        IntegerModel model = Networks.Quantized(1, 8, 8, 32, 1500, 20, 2);
        int bytes = ModelContentWriter.Write(model).Length;
        byte[] one = new byte[32];

        DeviceException thrown = Assert.Throws<DeviceException>(
            () => device.Record(model, InputSet.FromCodes(one, 32, 1, 1), 0, 1, null, CancellationToken.None));

        string words = $"the model takes {bytes} bytes, {bytes - 63952} more than the 63952 of ";
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnUnfilledTemplate_IsRefusedByTheFirmware()
    {
        using NanoClrFolder folder = new();
        NanoClrFiles files = NanoClrFiles.Find(folder.Path);

        DeviceException thrown = Assert.Throws<DeviceException>(() => NanoClrProcess.Run(
            files.Command(files.Data), new JobOutput(0, [1], 0), new NanoClrOptions(), _ => { }, CancellationToken.None));

        Assert.EndsWith("the data assembly is the template: it holds no job", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TheProgramItself_TakesTheAssembliesBesideIt()
    {
        using NanoClrFolder folder = new();
        using IDevice device = DeviceCatalog.Open(NanoClrDevice.Prefix + folder.Program, new DeviceOptions(), CancellationToken.None);
        RequireReference(device, Small, Expected.Counting(6, 64), 0, 2);
    }

    [Theory]
    [InlineData("mscorlib.pe", "has no mscorlib.pe; build device/Edge.Firmware.Batch")]
    [InlineData(NanoClrFolder.Batch, "has no Edge.Firmware.Batch.pe; build")]
    [InlineData(NanoClrFolder.Data, "has no Edge.Firmware.BatchData.pe; build")]
    public void Open_AFileMissing_IsOneLine(string file, string words)
    {
        using NanoClrFolder folder = new();
        File.Delete(folder.PathOf(file));
        Assert.Contains(words, Refusal(folder.Name), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSuchFolder_IsOneLine()
    {
        Assert.StartsWith("/no/such/folder does not exist; name the folder", Refusal("nanoclr:/no/such/folder"), StringComparison.Ordinal);
        Assert.StartsWith("nanoclr: needs the folder of its .pe files", Refusal("nanoclr:"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FirmwareOfAnotherVersion_IsOneLine()
    {
        using NanoClrFolder folder = new();
        File.WriteAllBytes(folder.PathOf(NanoClrFolder.Batch), NanoClrFolder.Pe([], 7, 1, 0));
        Assert.Contains("has version 7.1.0, this edge goes with firmware 0.x", Refusal(folder.Name), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Record_AProgramThatIsNone_IsOneLine()
    {
        using NanoClrFolder folder = new();
        File.Delete(folder.Program);
        File.WriteAllText(folder.Program, "not executable");
        using IDevice device = Open(folder);

        DeviceException thrown = Assert.Throws<DeviceException>(
            () => device.Record(Small, Expected.Counting(6, 64), 0, 1, null, CancellationToken.None));

        Assert.StartsWith("cannot start the official runtime (", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [SkippableFact]
    public void Record_OnTheOfficialRuntimeItself_IsTheReferences()
    {
        string? path = Environment.GetEnvironmentVariable("EDGE_NANOCLR");
        Skip.If(string.IsNullOrEmpty(path), "EDGE_NANOCLR names no official runtime; device/README.md says how to get one");
        using IDevice device = DeviceCatalog.Open(NanoClrDevice.Prefix + path, new DeviceOptions(), CancellationToken.None);
        RequireReference(device, Networks.Binary(1, 12, 10, 8, 6, 4, 2, 2), Expected.Counting(12, 4096), 0, 4096);
        RequireReference(device, Networks.Quantized(2, 8, 8, 12, 10, 7, 5, 4, 3, 2), Expected.Counting(12, 4096), 0, 4096);
        RequireReference(device, Networks.Quantized(3, 4, 4, 12, 10, 7, 5, 4, 3, 2), Expected.Counting(12, 4096), 0, 4096);
        foreach (IntegerModel model in ModelsThatFit().Take(20))
        {
            InputSet inputs = Expected.Random(1, model.Input, 30);
            RequireReference(device, model, inputs, 1, 28);
            int[][] expected = ReferenceInference.NewAccumulators(model);
            ReferenceInference.Run(model, Expected.Row(inputs, 4), ReferenceInference.NewCodes(model), expected);
            Assert.Equal(expected, device.Accumulators(model, inputs, 4, CancellationToken.None));
        }
    }

    private static IDevice Open(NanoClrFolder folder) => DeviceCatalog.Open(folder.Name, new DeviceOptions(), CancellationToken.None);

    private static IEnumerable<IntegerModel> ModelsThatFit() => Enumerable.Range(0, 100).Select(seed => RandomModels.Create(seed))
        .Where(model => ModelContentWriter.Write(model).Length < 50_000);

    private static string Refusal(string name)
    {
        string message = Assert.Throws<DeviceException>(
            () => DeviceCatalog.Open(name, new DeviceOptions(), CancellationToken.None)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static void RequireReference(IDevice device, IntegerModel model, InputSet inputs, int first, int rows) => Assert.Equal(
        Reference(model, inputs, first, rows), Words(device.Record(model, inputs, first, rows, null, CancellationToken.None)));

    private static ulong[][] Reference(IntegerModel model, InputSet inputs, int first, int rows)
    {
        byte[] all = Expected.Rows(model, inputs);
        int rowBytes = all.Length / inputs.Rows;
        return Words(WireRows.Unpack(model, all.AsSpan(first * rowBytes, rows * rowBytes)));
    }

    private static ulong[][] Words(IReadOnlyList<CodeLayer> layers) => [.. layers.Select(layer => layer.Codes.Words.ToArray())];

    private sealed class Listener(List<int> heard) : IProgress<int>
    {
        public void Report(int value) => heard.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
