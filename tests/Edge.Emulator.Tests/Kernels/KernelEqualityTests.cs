using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Emulator.Tests.Parts;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Emulator.Tests.Kernels;

/// <summary>The firmware's kernels, as the emulator runs and counts them, compute what the reference computes, bit for bit.</summary>
public class KernelEqualityTests
{
    private const int Models = 10_000;

    /// <summary>Heap for all packed weights and tables; for some; for none.</summary>
    private static readonly int[] SpareBytes = [1_000_000, 5000, 0];

    private readonly FirmwareCode firmware = FirmwareCode.Load();

    /// <summary>10,000 models, a row each: widths 1..130, 1..8 bits, extreme weights and codes. Accumulators of the last layer too.</summary>
    [Fact]
    public void Codes_EqualReference_OnRandomModels()
    {
        Property property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), RequireEqual);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Models).WithReplay(23UL, 29UL), property);
        Assert.True(firmware.Meter.Instructions > 0);
    }

    private void RequireEqual(int seed)
    {
        IntegerModel model = RandomModels.Create(seed);
        object read = firmware.Model(model);
        dynamic inference = firmware.New("Edge.Core.Inference.DeviceInference", read, SpareBytes[seed % SpareBytes.Length]);
        byte[][] codes = ReferenceInference.NewCodes(model);
        int[][] accumulators = ReferenceInference.NewAccumulators(model);
        byte[] output = new byte[inference.OutputRowBytes];
        byte[] row = RandomModels.Row(new Random(seed), model.Input);
        byte[] packed = WireRows.Pack(row, model.Input.Bits);
        ReferenceInference.Run(model, row, codes, accumulators);

        inference.Run(packed, 0, output, 0);
        int[] z = inference.Accumulate(packed, 0, model.Layers.Length - 1);

        Assert.True(output.AsSpan().SequenceEqual(WireRows.Pack(model, codes)));
        Assert.True(z.AsSpan(0, model.Logits.Width).SequenceEqual(accumulators[^1]));
    }
}
