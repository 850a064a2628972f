using System.Text.Json;

namespace Edge.Cli.Tests;

public sealed class DataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-data-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Szt_IsWrittenWithHeaderAndAllRows()
    {
        EdgeProcess written = EdgeProcess.Run(folder, "data", "szt", "--out", "szt.csv");
        Assert.Equal(0, written.ExitCode);
        string[] lines = File.ReadAllLines(Path.Combine(folder, "szt.csv"));
        Assert.Equal("x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,y", lines[0]);
        Assert.Equal(4097, lines.Length);
        Assert.Equal(2118, lines.Skip(1).Count(line => line.EndsWith(",1", StringComparison.Ordinal)));
        Assert.StartsWith("0,0,0,0,0,0,0,0,0,0,0,1,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void WrittenTable_TrainsAsTheDataSetItself()
    {
        Assert.Equal(0, EdgeProcess.Run(folder, "data", "tictactoe", "--out", "own.csv").ExitCode);
        EdgeProcess trained = EdgeProcess.Run(
            folder, "train", "raj-tictactoe", "--data", "own.csv", "--runs", "1", "--epochs", "1", "--checkpoints", "all", "--device", "host", "--json", "--out", "run");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Equal(958, JsonDocument.Parse(trained.Output).RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void PresetAsJson_TrainsLikeThePreset()
    {
        EdgeProcess preset = EdgeProcess.Run(folder, "presets", "raj-tictactoe", "--json");
        File.WriteAllText(Path.Combine(folder, "network.json"), preset.Output);
        string[] options = ["--runs", "1", "--epochs", "2", "--checkpoints", "all", "--device", "host"];
        Assert.Equal(0, EdgeProcess.Run(folder, ["train", "network.json", .. options, "--out", "file"]).ExitCode);
        Assert.Equal(0, EdgeProcess.Run(folder, ["train", "raj-tictactoe", .. options, "--out", "preset"]).ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "preset", "plane.csv")), File.ReadAllText(Path.Combine(folder, "file", "plane.csv")));
    }

    [Fact]
    public void List_AsJson_IsJsonAlone()
    {
        foreach (string command in (string[])["data", "presets", "devices"])
        {
            EdgeProcess list = EdgeProcess.Run(folder, command, "--json");
            Assert.Equal(0, list.ExitCode);
            Assert.True(JsonDocument.Parse(list.Output).RootElement.GetArrayLength() >= 2, list.Output);
        }
    }
}
