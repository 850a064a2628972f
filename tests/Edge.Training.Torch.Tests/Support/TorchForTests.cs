using Edge.Training.Engines;

namespace Edge.Training.Torch.Tests.Support;

/// <summary>The engine where there is one.</summary>
internal static class TorchForTests
{
    /// <summary>The engine on the processor; skips the test, and says why, where it can't be had.</summary>
    public static ITrainingEngine Require()
    {
        try
        {
            return TorchEngines.Create(TorchDevice.Cpu, threads: 1);
        }
        catch (TorchEngineException missing)
        {
            Skip.If(true, missing.Message);
            throw;
        }
    }
}
