using Edge.Core.Models;
using Edge.Emulator.Tests.Parts;
using Xunit.Abstractions;

namespace Edge.Emulator.Tests.Kernels;

/// <summary>
/// What the firmware's kernels cost on a board that interprets them: IL instructions per weight, product and byte, counted by the meter and
/// written to the test's output. The counts do not depend on the machine; a bound is a little above what was counted.
/// </summary>
public class InstructionTests(ITestOutputHelper output)
{
    private const int AmpleHeap = 1_000_000;

    private readonly FirmwareCode firmware = FirmwareCode.Load();

    [Theory]
    [InlineData(784, 256, 0.47)]
    [InlineData(1024, 256, 0.47)]
    [InlineData(3072, 64, 0.52)]
    [InlineData(8192, 64, 0.51)]
    [InlineData(256, 64, 0.63)]
    [InlineData(64, 64, 0.86)]
    public void BinaryWeight_OnBits(int inputs, int neurons, double most)
    {
        IntegerModel model = Models.Binary(1, inputs, neurons);

        RequireAtMost(most, LayerCost(model, AmpleHeap) / ((double)inputs * neurons), "per binary weight");
    }

    /// <summary>With heap for packed weights, and without.</summary>
    [Theory]
    [InlineData(784, 16, 3.6, 9.3)]
    [InlineData(784, 64, 3.0, 9.0)]
    [InlineData(4096, 6, 4.1, 10.0)]
    public void Multiply_EightBitWeightsOnEightBitCodes(int inputs, int neurons, double most, double mostWithoutHeap)
    {
        IntegerModel model = Models.EightBit(2, 8, inputs, neurons);
        double products = (double)inputs * neurons;

        RequireAtMost(most, LayerCost(model, AmpleHeap) / products, "per product, with heap");
        RequireAtMost(mostWithoutHeap, LayerCost(model, 0) / products, "per product, without");
    }

    [Theory]
    [InlineData(0, 10.0, 10.0, "random bytes")]
    [InlineData(2, 25.0, 21.0, "every other byte zero")]
    public void Frame_PerByte(int zeros, double mostWritten, double mostRead, string what)
    {
        Random random = new(3);
        byte[] body = new byte[980];
        random.NextBytes(body);
        for (int i = 0; zeros > 0 && i < body.Length; i += random.Next(1, 2 * zeros))
        {
            body[i] = 0;
        }

        dynamic writer = firmware.New("Edge.Core.Protocol.FrameWriter", 1024);
        dynamic reader = firmware.New("Edge.Core.Protocol.FrameReader", 1024);
        int length = 0;
        long written = firmware.Count(() =>
        {
            writer.Begin((byte)1, (byte)2);
            writer.PutBytes(body, 0, body.Length);
            length = writer.End();
        });
        long read = firmware.Count(() => reader.Take(writer.Frame, 0, length));

        Assert.True(reader.Ready);
        RequireAtMost(mostWritten, written / (double)length, "per byte written, " + what);
        RequireAtMost(mostRead, read / (double)length, "per byte read, " + what);
    }

    /// <summary>Whole rows, kernels and packing, by method.</summary>
    [Theory]
    [InlineData("binary", new[] { 784, 256, 10 }, 101_500)]
    [InlineData("eight bits on eight", new[] { 784, 16, 8, 4, 2, 10 }, 50_500)]
    [InlineData("eight bits on one", new[] { 12, 10, 7, 5, 4, 3, 2 }, 5300)]
    public void Row_OfANetwork(string kind, int[] widths, long most)
    {
        int inputBits = kind == "eight bits on eight" ? 8 : 1;
        IntegerModel model = kind == "binary" ? Models.Binary(1, widths) : Models.EightBit(2, inputBits, widths);
        dynamic inference = firmware.New("Edge.Core.Inference.DeviceInference", firmware.Model(model), AmpleHeap);
        byte[] input = new byte[inference.InputRowBytes];
        new Random(3).NextBytes(input);
        byte[] row = new byte[inference.OutputRowBytes];
        Dictionary<string, long> before = new(firmware.Meter.ByMethod());

        long instructions = firmware.Count(() => inference.Run(input, 0, row, 0));

        foreach ((string method, long count) in firmware.Meter.ByMethod().OrderByDescending(entry => entry.Value))
        {
            if (count > before.GetValueOrDefault(method))
            {
                output.WriteLine($"{count - before.GetValueOrDefault(method),10} {method}");
            }
        }

        RequireAtMost(most, instructions, "per row of " + string.Join('-', widths) + ", " + kind);
    }

    /// <summary>Instructions of a model's only accumulators, with the reading of the row but without thresholds.</summary>
    private long LayerCost(IntegerModel model, int spareBytes)
    {
        dynamic inference = firmware.New("Edge.Core.Inference.DeviceInference", firmware.Model(model), spareBytes);
        byte[] input = new byte[inference.InputRowBytes];
        new Random(3).NextBytes(input);
        Dictionary<string, long> before = new(firmware.Meter.ByMethod());
        inference.Accumulate(input, 0, 0);
        return firmware.Meter.ByMethod()
            .Where(entry => entry.Key.Contains("Kernel::", StringComparison.Ordinal))
            .Sum(entry => entry.Value - before.GetValueOrDefault(entry.Key));
    }

    private void RequireAtMost(double most, double counted, string what)
    {
        output.WriteLine($"{counted:F2} IL instructions {what}");
        Assert.True(counted <= most, $"{counted:F3} IL instructions {what}, expected at most {most}");
    }
}
