using Edge.Emulator.Costs;
using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Costs.Kernels;

namespace Edge.Emulator.Tests.Costs;

/// <summary>The costs of classes predict how kernels compare on the official runtime.</summary>
public sealed class KernelRatioTests : IDisposable
{
    private const double MostDeviation = 0.2;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void RatiosBetweenKernels_AgreeWithTheOfficialRuntimeWithinAFifth()
    {
        double[] units = [.. RuntimeKernels.All.Select(kernel => Units(kernel.Body))];
        for (int i = 0; i < units.Length; i++)
        {
            for (int j = 0; j < units.Length; j++)
            {
                double measured = RuntimeKernels.All[i].Nanoseconds / RuntimeKernels.All[j].Nanoseconds;
                double off = units[i] / units[j] / measured;
                Assert.True(
                    off is < 1 + MostDeviation and > 1 / (1 + MostDeviation),
                    $"{RuntimeKernels.All[i].Name} : {RuntimeKernels.All[j].Name} is {off:0.00} times what was measured");
            }
        }
    }

    [Fact]
    public void TheFile_StatesMeasurementsAndResidualsAsTheyAre()
    {
        double[] logarithms = [.. RuntimeKernels.All.Select(kernel => Math.Log(Units(kernel.Body) / kernel.Nanoseconds))];
        double mean = logarithms.Average();
        Assert.Equal(
            RuntimeKernels.All.Select((kernel, i) => new KernelFit(kernel.Name, kernel.Nanoseconds, Math.Round(Math.Exp(logarithms[i] - mean) - 1, 3))),
            CostModel.Esp32.Kernels);
    }

    public void Dispose() => File.Delete(path);

    /// <summary>What a kernel's body costs, without the static fields' initializers.</summary>
    private double Units(string body)
    {
        long[] whole = Counts(body);
        long[] without = Counts("");
        return CostModel.Esp32.Units([.. whole.Zip(without, (all, none) => all - none)]) / RuntimeKernels.Work;
    }

    private long[] Counts(string body)
    {
        ProfileCompiler.Build($"class P {{ {RuntimeKernels.Data} static void Main() {{ {body} }} }}", path);
        FirmwareImage image = FirmwareImage.Load(path, metered: true);
        image.NewMain()();
        return [.. Enum.GetValues<InstructionClass>().Select(kind => image.Meter![kind])];
    }
}
