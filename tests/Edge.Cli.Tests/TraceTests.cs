namespace Edge.Cli.Tests;

/// <summary>Every measured epoch as a table.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-trace-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Plane_EveryEpoch_AgreesWithTheCheckpoints()
    {
        Fine("train", "raj-tictactoe", "--runs", "2", "--epochs", "7", "--checkpoints", "2,5", "--device", "host", "--out", "run");
        Fine("plane", "run", "--csv", "all.csv", "--epochs", "all");
        string[] all = File.ReadAllLines(Path.Combine(folder, "all.csv"));
        string[] checkpoints = File.ReadAllLines(Path.Combine(folder, "run", "plane.csv"));
        Assert.Equal(Enumerable.Range(0, 8), all.Skip(1).Select(line => int.Parse(line.Split(',')[1])).Distinct());
        Assert.Equal(checkpoints, all.Where(line => line.Split(',')[1] is "epoch" or "0" or "2" or "5" or "7"));
        Assert.Equal(all, Fine("plane", "run", "--csv", "--epochs", "all"));
    }

    [Fact]
    public void Plane_OddEpochs_AreRefused()
    {
        Fine("train", "raj-tictactoe", "--epochs", "1", "--runs", "1", "--device", "host", "--out", "run");
        EdgeProcess.Run(folder, "plane", "run", "--csv", "--epochs", "al").ShouldRefuse(2, "--epochs al");
        EdgeProcess.Run(folder, "plane", "run", "--out", "x.svg", "--epochs", "all").ShouldRefuse(2, "--epochs goes with --csv");
    }

    private string[] Fine(params string[] command)
    {
        EdgeProcess result = EdgeProcess.Run(folder, command);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Lines;
    }
}
