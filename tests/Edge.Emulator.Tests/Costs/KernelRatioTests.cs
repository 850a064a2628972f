using Edge.Emulator.Costs;
using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Costs.Kernels;

namespace Edge.Emulator.Tests.Costs;

/// <summary>The costs of classes predict how kernels, and how networks, compare on the official runtime.</summary>
public sealed class KernelRatioTests : IDisposable
{
    private const double KernelDeviation = 0.2;
    private const double NetworkDeviation = 0.1;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void RatiosBetweenKernels_AgreeWithTheOfficialRuntimeWithinAFifth_OnBothPcs()
    {
        double[] units = [.. RuntimeKernels.All.Select(kernel => Units(kernel.Body))];
        RequireRatios(RuntimeKernels.All.Zip(units, (kernel, predicted) => (kernel.Name, predicted, kernel.First)), KernelDeviation);
        RequireRatios(RuntimeKernels.All.Zip(units, (kernel, predicted) => (kernel.Name, predicted, kernel.Second)), KernelDeviation);
    }

    [Fact]
    public void RatiosBetweenNetworks_AgreeWithTheOfficialRuntimeWithinATenth() =>
        RequireRatios(RuntimeNetworks.All.Select(network => (network.Name, Units(network.Counts), network.Nanoseconds)), NetworkDeviation);

    [Fact]
    public void TheFile_StatesMeasurementsAndResidualsAsTheyAre()
    {
        (string Name, double Units)[] kernels = [.. RuntimeKernels.All.Select(kernel => (kernel.Name, Units(kernel.Body)))];
        Assert.Equal(
            [
                .. Fit("kernels, first PC", kernels, RuntimeKernels.All.Select(kernel => kernel.First)),
                .. Fit("kernels, second PC", kernels, RuntimeKernels.All.Select(kernel => kernel.Second)),
                .. Fit(
                    "networks, second PC",
                    RuntimeNetworks.All.Select(network => (network.Name, Units(network.Counts))),
                    RuntimeNetworks.All.Select(network => network.Nanoseconds)),
            ],
            CostModel.Esp32.Timings);
    }

    public void Dispose() => File.Delete(path);

    private static void RequireRatios(IEnumerable<(string Name, double Units, double Nanoseconds)> programs, double most)
    {
        (string Name, double Units, double Nanoseconds)[] all = [.. programs];
        foreach ((string name, double units, double nanoseconds) in all)
        {
            foreach ((string otherName, double otherUnits, double otherNanoseconds) in all)
            {
                double off = units / otherUnits / (nanoseconds / otherNanoseconds);
                Assert.True(
                    off < 1 + most && off > 1 / (1 + most),
                    $"{name} : {otherName} is {off:0.00} times what was measured");
            }
        }
    }

    private static IEnumerable<TimingFit> Fit(string group, IEnumerable<(string Name, double Units)> programs, IEnumerable<double> nanoseconds)
    {
        (string Name, double Nanoseconds, double Logarithm)[] all =
            [.. programs.Zip(nanoseconds, (program, measured) => (program.Name, measured, Math.Log(program.Units / measured)))];
        double mean = all.Average(program => program.Logarithm);
        return all.Select(program =>
            new TimingFit(group, program.Name, program.Nanoseconds, Math.Round(Math.Exp(program.Logarithm - mean) - 1, 3)));
    }

    private static double Units(double[] counts) => CostModel.Esp32.Classes.Zip(counts, (figure, count) => figure.Value * count).Sum();

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
