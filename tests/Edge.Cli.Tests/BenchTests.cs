using System.Text.Json;
using Edge.Testing;

namespace Edge.Cli.Tests;

/// <summary><c>edge bench</c>, through the program: everything is there, and its numbers are numbers. How fast it is is not tested.</summary>
public sealed class BenchTests
{
    [Fact]
    public void QuickJson_HasEveryBenchWithPositiveNumbers()
    {
        using TemporaryFolder folder = new();
        EdgeProcess bench = EdgeProcess.Run(folder.Path, "bench", "--quick", "--json");
        Assert.True(bench.ExitCode == 0, bench.Error);
        using JsonDocument json = JsonDocument.Parse(bench.Output);
        Assert.True(json.RootElement.GetProperty("machine").GetProperty("peak_gigaflops").GetDouble() > 0);

        JsonElement[] results = [.. json.RootElement.GetProperty("results").EnumerateArray()];
        var counts = results.GroupBy(result => result.GetProperty("bench").GetString()!).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(
            new Dictionary<string, int> { ["step"] = 3, ["epoch"] = 6, ["large"] = 3, ["narrow"] = 9, ["emulator"] = 2, ["experiment"] = 6 }, counts);
        Assert.All(results, result =>
        {
            double value = result.GetProperty("value").GetDouble();
            Assert.True(value > 0, $"{result}");
            if (result.GetProperty("reference").ValueKind == JsonValueKind.Null)
            {
                Assert.Equal("narrow", result.GetProperty("bench").GetString());
                return;
            }

            double reference = result.GetProperty("reference_value").GetDouble();
            bool rate = result.GetProperty("unit").GetString()!.EndsWith("/s", StringComparison.Ordinal);
            Assert.Equal(rate ? value / reference : reference / value, result.GetProperty("speed_ratio").GetDouble(), 1e-9 * reference);
        });

        JsonElement[] growth = [.. json.RootElement.GetProperty("growth").EnumerateArray()];
        Assert.Equal(["rows", "runs", "epochs"], growth.Select(by => by.GetProperty("by").GetString()));
        Assert.All(growth, by =>
        {
            Assert.Equal(3, by.GetProperty("sizes").GetArrayLength());
            Assert.All(by.GetProperty("seconds").EnumerateArray(), seconds => Assert.True(seconds.GetDouble() > 0));
            Assert.True(double.IsFinite(by.GetProperty("exponent").GetDouble()));
        });
    }

    [Fact]
    public void Table_HasOnlyWhatWasAskedFor()
    {
        using TemporaryFolder folder = new();
        EdgeProcess bench = EdgeProcess.Run(folder.Path, "bench", "narrow", "--quick");
        Assert.True(bench.ExitCode == 0, bench.Error);
        Assert.Contains("1024x20, batch 128, forward", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("784x1024", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("growth by", bench.Output, StringComparison.Ordinal);
        Assert.Contains("multiply-add peak is", bench.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownBench_NamesTheNearest()
    {
        using TemporaryFolder folder = new();
        EdgeProcess.Run(folder.Path, "bench", "narow").ShouldRefuse(ExitCode.Usage, "unknown bench 'narow'; did you mean 'narrow'");
    }
}
