using Edge.Training.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Tests.Engine;

public class PrecisionTests
{
    [SkippableFact]
    public void Create_TurnsShortMantissasOff()
    {
        TorchForTests.Require();
        backends.cuda.matmul.allow_tf32 = true;
        TorchForTests.Require();
        Assert.False(backends.cuda.matmul.allow_tf32);
    }
}
