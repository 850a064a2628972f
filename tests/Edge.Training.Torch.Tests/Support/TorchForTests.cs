using Edge.Training.Engines;

namespace Edge.Training.Torch.Tests.Support;

/// <summary>The engine where there is one.</summary>
internal static class TorchForTests
{
    /// <summary>The engine; skips the test, and says why, where it can't be had.</summary>
    public static ITrainingEngine Require(TorchDevice device = TorchDevice.Cpu)
    {
        try
        {
            return TorchEngines.Create(device, threads: 1);
        }
        catch (TorchEngineException missing)
        {
            Skip.If(true, missing.Message);
            throw;
        }
    }
}
