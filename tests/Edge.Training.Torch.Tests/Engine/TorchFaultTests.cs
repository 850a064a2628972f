using System.Runtime.InteropServices;
using Edge.Training.Torch.Engine;
using Edge.Training.Torch.Tests.Support;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Tests.Engine;

public class TorchFaultTests
{
    [SkippableFact]
    public void Explain_TellsMemoryInOneLine()
    {
        TorchForTests.Require();
        ExternalException fault = Assert.ThrowsAny<ExternalException>(() => zeros(1L << 50));
        OutOfMemoryException explained = Assert.IsType<OutOfMemoryException>(TorchFault.Explain(fault));
        Assert.DoesNotContain('\n', explained.Message);
    }

    [SkippableFact]
    public void Explain_LeavesOtherFaultsAlone()
    {
        TorchForTests.Require();
        Assert.Null(TorchFault.Explain(Assert.ThrowsAny<ExternalException>(() => zeros(2, 3).mm(zeros(2, 3)))));
    }
}
