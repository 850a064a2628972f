using System.IO.Compression;
using System.Text.Json;

namespace Edge.Cli.Tests;

/// <summary>The whole line, command by command, as a user walks it.</summary>
public sealed class LineTests : IClassFixture<LineTests.TrainedFolder>
{
    private readonly string folder;

    public LineTests(TrainedFolder trained) => folder = trained.Path;

    [Fact]
    public void Train_OnTheFinishedFolder_ComputesNothingAndSaysSo()
    {
        EdgeProcess again = EdgeProcess.Run(folder, TrainedFolder.Command);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("nothing was computed", again.Output, StringComparison.Ordinal);
        Assert.Contains("host = emulator: 4096 rows x 7 layers x 3 epochs, 0 differences", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WithOtherSettings_IsRefusedByTheDifference() =>
        EdgeProcess.Run(folder, "train", "raj-szt", "--runs", "1", "--epochs", "4", "--checkpoints", "log:3", "--out", "run").ShouldRefuse(3, "epochs");

    [Fact]
    public void FreezeInspectCodesCompareMi_AgreeOnHostAndEmulator()
    {
        Assert.Equal(0, EdgeProcess.Run(folder, "freeze", "run", "--out", "last.edge").ExitCode);
        using JsonDocument inspected = JsonDocument.Parse(EdgeProcess.Run(folder, "inspect", "last.edge", "--json").Output);
        Assert.Equal(3, inspected.RootElement.GetProperty("description").GetProperty("epoch").GetInt32());
        Assert.Equal(64, inspected.RootElement.GetProperty("summary").GetProperty("identity").GetString()!.Length);

        Assert.Equal(0, EdgeProcess.Run(folder, "codes", "last.edge", "--data", "szt", "--device", "host", "--out", "host.edgecodes", "--npz", "host.npz").ExitCode);
        Assert.Equal(0, EdgeProcess.Run(folder, "codes", "last.edge", "--device", "emulator", "--out", "emulator.edgecodes").ExitCode);
        EdgeProcess equal = EdgeProcess.Run(folder, "compare", "host.edgecodes", "emulator.edgecodes");
        Assert.Equal(0, equal.ExitCode);
        Assert.Contains("equal: 4096 rows x 7 layers, 0 differences", equal.Output, StringComparison.Ordinal);

        using JsonDocument mi = JsonDocument.Parse(EdgeProcess.Run(folder, "mi", "emulator.edgecodes", "--json").Output);
        JsonElement softmax = mi.RootElement.EnumerateArray().Last();
        Assert.Equal("softmax", softmax.GetProperty("name").GetString());
        Assert.Equal(4096, softmax.GetProperty("count").GetInt64());
        Assert.Equal(softmax.GetProperty("ht").GetDouble(), softmax.GetProperty("ixt").GetDouble());

        using ZipArchive npz = ZipFile.OpenRead(Path.Combine(folder, "host.npz"));
        Assert.Equal(
            ["dense1.npy", "dense2.npy", "dense3.npy", "dense4.npy", "dense5.npy", "labels.npy", "logits.npy", "softmax.npy"],
            npz.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Histogram_OnTheEmulator_GivesTheNumbersOfTheCodes()
    {
        Assert.Equal(0, EdgeProcess.Run(folder, "freeze", "run", "--out", "counted.edge").ExitCode);
        Assert.Equal(0, EdgeProcess.Run(folder, "codes", "counted.edge", "--device", "emulator", "--out", "counted.edgecodes").ExitCode);
        EdgeProcess histogram = EdgeProcess.Run(folder, "histogram", "counted.edge", "--strict", "--check", "--json", "--out", "counted.edgehistogram");
        Assert.True(histogram.ExitCode == 0, histogram.Error);
        string codes = EdgeProcess.Run(folder, "mi", "counted.edgecodes", "--json").Output;
        Assert.Equal(codes, EdgeProcess.Run(folder, "mi", "counted.edgehistogram", "--json").Output);

        using JsonDocument counted = JsonDocument.Parse(histogram.Output);
        using JsonDocument mi = JsonDocument.Parse(codes);
        Assert.Equal(
            mi.RootElement.EnumerateArray().Select(point => point.GetRawText().Replace(" ", "", StringComparison.Ordinal)),
            counted.RootElement.GetProperty("layers").EnumerateArray()
                .Select(layer => layer.GetProperty("point").GetRawText().Replace(" ", "", StringComparison.Ordinal)));
        Assert.InRange(counted.RootElement.GetProperty("bytes_received").GetInt64(), 1, counted.RootElement.GetProperty("code_bytes").GetInt64() / 4);
        EdgeProcess text = EdgeProcess.Run(folder, "histogram", "counted.edge", "--check", "--board", "esp32-rev3");
        Assert.Contains("host = emulator: 7 layers", text.Output, StringComparison.Ordinal);

        byte[] torn = File.ReadAllBytes(Path.Combine(folder, "counted.edgehistogram"))[..^9];
        File.WriteAllBytes(Path.Combine(folder, "torn.edgehistogram"), torn);
        EdgeProcess.Run(folder, "mi", "torn.edgehistogram").ShouldRefuse(3, "torn.edgehistogram");
        EdgeProcess.Run(folder, "histogram", "counted.edge", "--device", "nanoclr:nowhere").ShouldRefuse(4, "nowhere");
    }

    [Fact]
    public void Compare_OfTwoEpochs_ListsDifferencesAndFails()
    {
        string[] recordings = [.. Directory.GetFiles(Path.Combine(folder, "run", "codes"), "*.edgecodes").Order(StringComparer.Ordinal)];
        EdgeProcess different = EdgeProcess.Run(folder, "compare", recordings[0], recordings[^1], "--most", "3");
        Assert.Equal(1, different.ExitCode);
        Assert.Contains("epoch: 0 | 3", different.Output, StringComparison.Ordinal);
        Assert.Equal(3, different.Lines.Count(line => line.StartsWith("row ", StringComparison.Ordinal)));
    }

    [Fact]
    public void PlaneAndReport_WriteTheirFiles()
    {
        Assert.Equal(0, EdgeProcess.Run(folder, "plane", "run", "--out", "plane.svg").ExitCode);
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "plane.svg")), StringComparison.Ordinal);
        Assert.Equal(0, EdgeProcess.Run(folder, "report", "run").ExitCode);
        string page = File.ReadAllText(Path.Combine(folder, "run", "report.html"));
        Assert.Contains("host = emulator: 4096 rows x 7 layers x 3 epochs, 0 differences", page, StringComparison.Ordinal);
        Assert.StartsWith("run,epoch,layer,name,series,device,rows,count,H_X,H_Y,H_T,I_XT,I_TY,distinct,saturated\n", File.ReadAllText(Path.Combine(folder, "run", "plane.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_OfAnEpochThatIsNoCheckpoint_NamesTheNearest() =>
        EdgeProcess.Run(folder, "freeze", "run", "--epoch", "2", "--out", "x.edge").ShouldRefuse(2, "the nearest is 1");

    [Fact]
    public void TornFiles_AreRefusedInOneLine()
    {
        string model = Directory.GetFiles(Path.Combine(folder, "run", "models"))[0];
        File.WriteAllBytes(Path.Combine(folder, "torn.edge"), File.ReadAllBytes(model)[..^7]);
        EdgeProcess.Run(folder, "inspect", "torn.edge").ShouldRefuse(3, "torn.edge");
        string codes = Directory.GetFiles(Path.Combine(folder, "run", "codes"))[0];
        byte[] flipped = File.ReadAllBytes(codes);
        flipped[flipped.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "flipped.edgecodes"), flipped);
        EdgeProcess.Run(folder, "mi", "flipped.edgecodes").ShouldRefuse(3, "flipped.edgecodes");
        EdgeProcess.Run(folder, "mi", "missing.edgecodes").ShouldRefuse(3, "missing.edgecodes does not exist; check the path");
    }

    [Fact]
    public void UnknownNames_SuggestTheNearest()
    {
        EdgeProcess.Run(folder, "train", "raj-stz", "--out", "x").ShouldRefuse(3, "did you mean 'raj-szt'?");
        EdgeProcess.Run(folder, "data", "stz").ShouldRefuse(3, "did you mean 'szt'?");
        string model = Directory.GetFiles(Path.Combine(folder, "run", "models"))[0];
        EdgeProcess.Run(folder, "codes", model, "--device", "emulatr", "--out", "x.edgecodes").ShouldRefuse(4, "emulator");
        EdgeProcess.Run(folder, "train", "raj-szt", "--device", "emulatr", "--out", "unmade").ShouldRefuse(4, "emulator");
        Assert.False(Directory.Exists(Path.Combine(folder, "unmade")));
        EdgeProcess.Run(folder, "codes", model, "--device", "/dev/ttyNONE", "--out", "x.edgecodes").ShouldRefuse(4, "/dev/ttyNONE");
        EdgeProcess.Run(folder, "codes", model, "--data", "tictactoe", "--device", "host", "--out", "x.edgecodes").ShouldRefuse(3, "szt");
    }

    /// <summary>A run folder of three checkpoints, trained once for all tests.</summary>
    public sealed class TrainedFolder : IDisposable
    {
        public static readonly string[] Command =
            ["train", "raj-szt", "--runs", "1", "--epochs", "3", "--checkpoints", "log:3", "--device", "emulator", "--out", "run"];

        public TrainedFolder()
        {
            EdgeProcess trained = EdgeProcess.Run(Path, Command);
            Assert.True(trained.ExitCode == 0, trained.Error);
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("edge-line-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
