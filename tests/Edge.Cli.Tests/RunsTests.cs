using System.Globalization;

namespace Edge.Cli.Tests;

/// <summary>What <c>edge train</c> prints of several runs.</summary>
public sealed class RunsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-runs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void FewRuns_ArePrintedOneByOneAndAveraged()
    {
        string[] lines = Train(3);
        Assert.Equal(4, lines.Count(line => line.StartsWith("layer  name", StringComparison.Ordinal)));
        double[] single = [.. lines.Where(line => line.StartsWith("    1  dense1", StringComparison.Ordinal)).Take(3).Select(line => Number(Words(line)[3]))];
        string[] averaged = Words(lines.Last(line => line.StartsWith("    1  dense1", StringComparison.Ordinal)));
        double mean = single.Average(), deviation = Math.Sqrt(single.Sum(value => (value - mean) * (value - mean)) / 2);

        // The printed values have four decimals; t(0.975; 2) of the tables is 4.303.
        Assert.Equal(mean, Number(averaged[2]), 2e-4);
        Assert.Equal(deviation, Number(averaged[3]), 2e-4);
        Assert.Equal(4.302653 * deviation / Math.Sqrt(3), Number(averaged[4]), 5e-4);
        Assert.Contains(lines, line => line.StartsWith("raj-tictactoe, means of 3 runs, epoch 2, host: accuracy on all rows ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("train rows ", StringComparison.Ordinal) && line.Contains(", test rows ", StringComparison.Ordinal));
    }

    [Fact]
    public void ManyRuns_GiveALineEachAndOneTable()
    {
        string[] lines = Train(6);
        Assert.Single(lines, line => line.StartsWith("layer  name", StringComparison.Ordinal));
        Assert.Equal(6, lines.Count(line => line.Contains(", run ", StringComparison.Ordinal) && line.Contains("accuracy on all rows", StringComparison.Ordinal)));
    }

    private string[] Train(int runs)
    {
        EdgeProcess trained = EdgeProcess.Run(
            folder, "train", "raj-tictactoe", "--runs", $"{runs}", "--epochs", "2", "--checkpoints", "all", "--device", "host", "--out", "run");
        Assert.True(trained.ExitCode == 0, trained.Error);
        return trained.Lines;
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
