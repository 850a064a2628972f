using BenchmarkDotNet.Attributes;
using Edge.Emulator.Firmware;

namespace Edge.Benchmarks;

/// <summary>
/// Kernels of the firmware as the emulator runs them, 784 inputs to 64 neurons, with and without counters. The line "instructions per
/// call" that a metered run writes, divided by its time, is the number of metered IL instructions per second.
/// </summary>
[InProcess]
public class MeteringBenchmarks
{
    private const int Inputs = 784;
    private const int Words = (Inputs + 63) / 64;
    private const int Neurons = 64;

    private readonly int[] biases = new int[Neurons];
    private readonly int[] z = new int[Neurons];
    private readonly ulong[] bits = new ulong[Words];
    private readonly byte[] codes = new byte[Inputs];
    private ulong[][] binary = [];
    private sbyte[][] weights = [];
    private Action<ulong[], int, int, ulong[][], int[], int, int[]> popcount = null!;
    private Action<byte[], int, sbyte[][], int[], int, int[]> multiply = null!;

    /// <summary>True where the kernels carry counters.</summary>
    [Params(false, true)]
    public bool Metered { get; set; }

    /// <summary>Translates the firmware and makes random weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        random.NextBytes(codes);
        binary = [.. Enumerable.Range(0, Neurons).Select(_ => Enumerable.Range(0, Words).Select(_ => (ulong)random.NextInt64()).ToArray())];
        weights =
        [
            .. Enumerable.Range(0, Neurons)
                .Select(_ => Enumerable.Range(0, Inputs).Select(_ => (sbyte)random.Next(-127, 128)).ToArray()),
        ];
        FirmwareImage image = FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), Metered);
        System.Reflection.Assembly firmware = image.NewMain().Method.Module.Assembly;
        popcount = firmware.GetType("Edge.Core.Inference.XorPopcountKernel")!.GetMethod("Accumulate")!
            .CreateDelegate<Action<ulong[], int, int, ulong[][], int[], int, int[]>>();
        multiply = firmware.GetType("Edge.Core.Inference.MultiplyAccumulateKernel")!.GetMethod("Accumulate")!
            .CreateDelegate<Action<byte[], int, sbyte[][], int[], int, int[]>>();
        if (image.Meter is not null)
        {
            XorPopcount();
            long first = image.Meter.Instructions;
            MultiplyAccumulate();
            Console.WriteLine($"instructions per call: {nameof(XorPopcount)} {first}, "
                + $"{nameof(MultiplyAccumulate)} {image.Meter.Instructions - first}");
        }
    }

    /// <summary>Binary weights on bits.</summary>
    [Benchmark]
    public void XorPopcount() => popcount(bits, 0, Words, binary, biases, 2, z);

    /// <summary>8-bit weights on 8-bit codes.</summary>
    [Benchmark]
    public void MultiplyAccumulate() => multiply(codes, Inputs, weights, biases, 0, z);
}
