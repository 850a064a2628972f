namespace Edge.Cli.Tests;

/// <summary>Networks in float arithmetic and the series beside the codes, from the command line to the page.</summary>
public sealed class SeriesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-series-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void FloatPreset_RunsOnTheHostWithoutBeingTold_AndIsReported()
    {
        EdgeProcess trained = Fine("train", "lorenzen-szt-tanh-paper", "--epochs", "3", "--runs", "2", "--out", "run");
        Assert.Contains("host: 4096 rows x 6 layers x 8 epochs, compared with no device", trained.Output, StringComparison.Ordinal);
        Assert.Contains("uniform-256-fixed", trained.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 runs ended stuck near chance", trained.Output, StringComparison.Ordinal);
        Fine("report", "run");
        string page = File.ReadAllText(Path.Combine(folder, "run", "report.html"));
        Assert.Contains("<h2>lorenzen-szt-tanh-paper, uniform-30-fixed</h2>", page, StringComparison.Ordinal);
        Assert.Contains("the data processing inequality", page, StringComparison.Ordinal);
        Assert.Contains("32-bit weights, 8-bit tanh in float arithmetic", page, StringComparison.Ordinal);
        string[] table = File.ReadAllLines(Path.Combine(folder, "run", "plane.csv"));
        Assert.Equal(
            ["values", "uniform-30-fixed", "uniform-100-fixed", "uniform-256-fixed"], table.Skip(1).Select(line => line.Split(',')[4]).Distinct());
        Assert.Equal(1 + (4 * 2 * 4 * 6), table.Length);
        EdgeProcess.Run(folder, "freeze", "run", "--out", "x.edge").ShouldRefuse(2, "can't be frozen");
        EdgeProcess.Run(folder, "plane", "run", "--npz", "x.npz").ShouldRefuse(3, "no models and no codes");
    }

    [Fact]
    public void FloatPreset_OnADevice_IsRefusedWithItsDeviceForm()
    {
        EdgeProcess.Run(folder, "train", "lorenzen-szt-relu-4bit-paper", "--device", "emulator", "--out", "run")
            .ShouldRefuse(2, "runs on the host only; lorenzen-szt-relu-4bit is its form in integers: edge train lorenzen-szt-relu-4bit --device emulator");
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }

    [Fact]
    public void BinaryPreset_HasTheOutputsOfBatchNormalizationBesideItsCodes()
    {
        Fine("train", "raj-szt", "--epochs", "2", "--runs", "1", "--device", "host", "--out", "run");
        string[] table = File.ReadAllLines(Path.Combine(folder, "run", "plane.csv"));
        Assert.Equal(3 * 2 * 6, table.Count(line => line.Contains(",batch-norm,host,", StringComparison.Ordinal)));
        Assert.Equal(3 * 2 * 7, table.Count(line => line.Contains(",codes,host,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Presets_SayTheirForm()
    {
        Assert.Contains("form: device: all integer", Fine("presets", "raj-szt").Output, StringComparison.Ordinal);
        Assert.Contains("float arithmetic, host only; for devices: lorenzen-szt-tanh", Fine("presets", "lorenzen-szt-tanh-float").Output, StringComparison.Ordinal);
    }

    private EdgeProcess Fine(params string[] command)
    {
        EdgeProcess result = EdgeProcess.Run(folder, command);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
