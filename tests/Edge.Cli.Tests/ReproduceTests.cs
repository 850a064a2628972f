namespace Edge.Cli.Tests;

/// <summary><c>edge reproduce</c>: figures, tables and findings from a preset's name.</summary>
public sealed class ReproduceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-reproduce-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reproduce_TrainsWhatIsMissingAndDrawsTheSameAgain()
    {
        string[] said = Fine("reproduce", "raj-tictactoe", "--runs", "2", "--epochs", "30");
        string figure = Path.Combine(folder, "out", "raj-tictactoe", "figure");
        Assert.Contains(said, line => line.StartsWith("  Compression: The last hidden layer, dense5, compresses in ", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("of 2 runs", StringComparison.Ordinal));
        Dictionary<string, byte[]> first = Directory.GetFiles(figure).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Assert.Superset(
            new HashSet<string> { "plane.svg", "information.svg", "accuracy.svg", "gradients.svg", "plane.csv", "accuracy.csv", "gradients.csv", "index.html" }, first.Keys.ToHashSet());
        Assert.Equal(said, Fine("reproduce", "raj-tictactoe", "--runs", "2", "--epochs", "30"));
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(figure, file.Key))));
    }

    [Fact]
    public void Reproduce_FolderOfTrain_IsContinued()
    {
        Fine("train", "raj-tictactoe", "--runs", "2", "--epochs", "20", "--device", "host", "--out", "run");
        string trace = Path.Combine(folder, "run", "trace", "run1.edgetrace");
        byte[] before = File.ReadAllBytes(trace);
        File.Delete(trace);
        Fine("reproduce", "raj-tictactoe", "--runs", "2", "--epochs", "20", "--out", "run");
        Assert.Equal(before, File.ReadAllBytes(trace));
    }

    [Fact]
    public void Reproduce_BadInput_IsOneLine()
    {
        Refuse(3, "did you mean 'raj-szt'", "raj-sst");
        Refuse(3, "runs", "raj-szt", "--runs", "0");
        Refuse(3, "epochs", "raj-szt", "--epochs", "-1");
        Refuse(2, "--split-seed -1: a whole number of 0 or more is needed", "raj-szt", "--split-seed", "-1");
        Refuse(2, "--runs x: a whole number is needed", "raj-szt", "--runs", "x");
        Refuse(2, "--threads 0", "raj-szt", "--threads", "0");
        Fine("train", "raj-tictactoe", "--runs", "1", "--epochs", "2", "--device", "host", "--out", "run");
        Refuse(3, "splitSeed null, now it is 7", "raj-tictactoe", "--runs", "1", "--epochs", "2", "--split-seed", "7", "--out", "run");
        Refuse(3, "training.epochs 2, now it is 3", "raj-tictactoe", "--runs", "1", "--epochs", "3", "--out", "run");
        File.WriteAllText(Path.Combine(folder, "file.txt"), "x");
        Refuse(3, "file.txt", "raj-tictactoe", "--out", "file.txt");
    }

    private void Refuse(int code, string part, params string[] arguments) =>
        EdgeProcess.Run(folder, ["reproduce", .. arguments]).ShouldRefuse(code, part);

    private string[] Fine(params string[] command)
    {
        EdgeProcess result = EdgeProcess.Run(folder, command);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Lines;
    }
}
