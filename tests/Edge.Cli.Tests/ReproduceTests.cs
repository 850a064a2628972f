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
    public void Reproduce_FigureOfSeveralPresets_DrawsThemSideBySide()
    {
        string[] members = ["raj-szt", "raj-szt-approx", "raj-szt-swish"];
        string[] command = ["reproduce", "raj-figure2", "--runs", "1", "--epochs", "2"];
        string[] said = Fine(command);
        string figure = Path.Combine(folder, "out", "raj-figure2", "figure");
        Assert.Contains($"wrote {Path.Combine("out", "raj-figure2", "figure", "plane.svg")}", said);
        Dictionary<string, byte[]> first = Directory.GetFiles(figure).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Assert.Equal(["index.html", "plane.csv", "plane.svg"], first.Keys.Order(StringComparer.Ordinal));
        string svg = File.ReadAllText(Path.Combine(figure, "plane.svg"));
        string page = File.ReadAllText(Path.Combine(figure, "index.html"));
        Assert.All(members, member => Assert.Contains($"{member}, rows train", svg, StringComparison.Ordinal));
        Assert.All(members, member => Assert.Contains($"<h2>{member}: Raj et al. 2020, figure ", page, StringComparison.Ordinal));

        // The table's numbers are those of each preset's own table.
        string[] joined = File.ReadAllLines(Path.Combine(figure, "plane.csv"));
        Assert.All(members, member =>
        {
            string own = Path.Combine(folder, "out", "raj-figure2", member, "figure", "plane.csv");
            Assert.Equal(
                File.ReadLines(own).Where(line => line.StartsWith("codes,train,", StringComparison.Ordinal)).Select(line => $"{member} {line}"),
                joined.Where(line => line.StartsWith($"{member} codes,", StringComparison.Ordinal)));
        });
        Assert.Equal(said, Fine(command));
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(figure, file.Key))));
        Refuse(3, "training.epochs 2, now it is 3", "raj-figure2", "--runs", "1", "--epochs", "3");
    }

    [Fact]
    public void FigureOfSeveralPresets_IsListedAndNoPreset()
    {
        Assert.Contains(Fine("presets"), line => line.StartsWith("raj-figure2: Raj et al. 2020, figure 2, raj-szt, ", StringComparison.Ordinal));
        Assert.Contains("edge reproduce raj-figure2", Assert.Single(Fine("presets", "raj-figure2")), StringComparison.Ordinal);
        Refuse(3, "did you mean 'raj-figure2'", "raj-figur2");
        EdgeProcess.Run(folder, ["train", "raj-figure2", "--out", "run"]).ShouldRefuse(3, "is a figure of several presets, raj-szt, ");
    }

    [Fact]
    public void Reproduce_WithOtherData_TakesThem()
    {
        Refuse(3, "no folder 'FOLDER'", "raj-mnist");
        Refuse(3, "no folder 'digits'", "raj-mnist", "--data", "mnist:digits");
        Fine("reproduce", "raj-szt", "--data", "tictactoe", "--runs", "1", "--epochs", "2");
        // Of 958 boards 626 are of the more frequent class: a run counts as stuck below 0.65 + 0.05.
        Assert.Contains("Stuck: below 0.70", File.ReadAllText(Path.Combine(folder, "out", "raj-szt", "figure", "index.html")), StringComparison.Ordinal);
        Assert.Contains("tictactoe", File.ReadAllText(Path.Combine(folder, "out", "raj-szt", "figure", "index.html")), StringComparison.Ordinal);
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
