namespace Edge.Training.Torch.Tests;

public class TorchEnginesTests
{
    [SkippableTheory]
    [InlineData(TorchDevice.Cpu, "torch", "")]
    [InlineData(TorchDevice.Cuda, "torch-cuda", "-p:EdgeTorchPackage=TorchSharp-cuda-")]
    public void Create_WithoutTorchSharp_SaysHowToBuildWithIt(TorchDevice device, string name, string option)
    {
        Skip.If(TorchEngines.IsBuiltIn, "this build has TorchSharp");
        TorchEngineException refusal = Assert.Throws<TorchEngineException>(() => TorchEngines.Create(device, threads: 1));
        Assert.Contains($"engine {name} ", refusal.Message);
        Assert.Contains(TorchEngines.HowToBuild, refusal.Message);
        Assert.Contains(option, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Create_NeedsAThread() => Assert.Throws<ArgumentOutOfRangeException>(() => TorchEngines.Create(TorchDevice.Cpu, threads: 0));
}
