using Edge.Training.Torch;

namespace Edge.Cli.Tests;

public sealed class EngineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-engine-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void Torch_WithoutTorchSharp_SaysHowToBuildWithItAndMakesNoFolder()
    {
        Skip.If(TorchEngines.IsBuiltIn, "this build has TorchSharp");
        Train("torch").ShouldRefuse(2, $"built without TorchSharp; for the engine torch build it with: {TorchEngines.HowToBuild}");
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [SkippableFact]
    public void BenchOfTorch_WithoutTorchSharp_SaysHowToBuildWithIt()
    {
        Skip.If(TorchEngines.IsBuiltIn, "this build has TorchSharp");
        EdgeProcess.Run(folder, "bench", "--engine", "torch")
            .ShouldRefuse(2, $"built without TorchSharp; for the engine torch build it with: {TorchEngines.HowToBuild}");
    }

    [Theory]
    [InlineData("choose torch or torch-cuda", "fused")]
    [InlineData("unknown engine 'torhc'; did you mean 'torch'?", "torhc")]
    [InlineData("leave out step, or --engine", "torch", "step")]
    public void BenchOfEngines_RefusesWhatIsNoComparison(string message, string engine, params string[] benches) =>
        EdgeProcess.Run(folder, ["bench", .. benches, "--engine", engine]).ShouldRefuse(2, message);

    [Fact]
    public void UnknownEngine_GetsTheNearestName() => Train("fusde").ShouldRefuse(2, "unknown engine 'fusde'; did you mean 'fused'?");

    private EdgeProcess Train(string engine) =>
        EdgeProcess.Run(folder, "train", "raj-tictactoe", "--epochs", "1", "--runs", "1", "--device", "host", "--engine", engine, "--out", "x");
}
