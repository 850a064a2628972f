using System.Text.Json;

namespace Edge.Cli.Tests;

public sealed class QuickstartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-quickstart-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Quickstart_WritesEverythingAndFindsNoDifference()
    {
        EdgeProcess run = EdgeProcess.Run(folder, "quickstart", "--epochs", "5", "--out", "q");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(2, run.Lines.Count(line => line == "host = emulator: 4096 rows x 7 layers x 6 epochs, 0 differences"));
        Assert.Equal(
            ["metrics.csv", "plane.csv", "plane.svg", "report.html", "run.json"],
            Directory.GetFiles(Path.Combine(folder, "q")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] plane = File.ReadAllLines(Path.Combine(folder, "q", "plane.csv"));
        Assert.StartsWith("network,run,epoch,layer,", plane[0], StringComparison.Ordinal);
        Assert.Contains(plane, line => line.StartsWith("raj-szt,0,5,7,softmax,codes,emulator,", StringComparison.Ordinal));
        Assert.Contains(plane, line => line.StartsWith("lorenzen-szt-tanh,0,0,1,dense1,codes,host,all,4096,12,", StringComparison.Ordinal));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "q", "run.json")));
        Assert.Equal("edge quickstart --epochs 5 --out q", manifest.RootElement.GetProperty("networks").GetProperty("raj-szt").GetProperty("command").GetString());

        EdgeProcess.Run(folder, "report", "q").ShouldRefuse(3, "name the folder of one: raj-szt, lorenzen-szt-tanh");
        EdgeProcess.Run(folder, "quickstart", "--epochs", "6", "--out", "q").ShouldRefuse(3, "training.epochs");
    }

    [Fact]
    public void Quickstart_IntoAFolderOfSomethingElse_TouchesNothing()
    {
        string[] train = ["train", "raj-tictactoe", "--runs", "1", "--epochs", "1", "--checkpoints", "all", "--device", "host", "--out", "run"];
        Assert.Equal(0, EdgeProcess.Run(folder, train).ExitCode);
        Dictionary<string, byte[]> before = Contents("run");
        EdgeProcess.Run(folder, "quickstart", "--epochs", "1", "--out", "run").ShouldRefuse(3, "holds the run.json of something else");
        Assert.Equal(before, Contents("run"));

        Directory.CreateDirectory(Path.Combine(folder, "notes"));
        File.WriteAllText(Path.Combine(folder, "notes", "plane.csv"), "mine");
        EdgeProcess.Run(folder, "quickstart", "--epochs", "1", "--out", "notes").ShouldRefuse(3, "holds plane.csv");
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, "notes", "plane.csv")));
        Assert.Single(Directory.GetFileSystemEntries(Path.Combine(folder, "notes")));
    }

    private Dictionary<string, byte[]> Contents(string name)
    {
        string root = Path.Combine(folder, name);
        return Directory.GetFiles(root, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(root, file), File.ReadAllBytes);
    }
}
