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
    private const int Models = 2_500;
    private const int RowsPerModel = 4;

    /// <summary>Heap for all packed weights and tables; for some; for none.</summary>
    private static readonly int[] SpareBytes = [1_000_000, 5000, 0];

    private readonly FirmwareCode firmware = FirmwareCode.Load();

    /// <summary>10,000 rows: widths 1..130, 1..8 bits, extreme weights and codes.</summary>
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
        Random random = new(seed);
        object read = firmware.Model(model);
        dynamic inference = firmware.New("Edge.Core.Inference.DeviceInference", read, SpareBytes[seed % SpareBytes.Length]);
        byte[][] codes = ReferenceInference.NewCodes(model);
        byte[] output = new byte[inference.OutputRowBytes];
        for (int r = 0; r < RowsPerModel; r++)
        {
            byte[] row = RandomModels.Row(random, model.Input);
            ReferenceInference.Run(model, row, codes, null);

            inference.Run(WireRows.Pack(row, model.Input.Bits), 0, output, 0);

            Assert.True(output.AsSpan().SequenceEqual(WireRows.Pack(model, codes)));
        }
    }
}
