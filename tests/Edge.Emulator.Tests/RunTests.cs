using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>The firmware, run by the emulator, computes what the reference computes, bit for bit.</summary>
public sealed class RunTests : IDisposable
{
    private readonly EmulatorHost emulator = EmulatorHost.Start("--board", "esp32-psram");
    private readonly PortAsker port;
    private readonly DeviceClient device;

    public RunTests()
    {
        port = new PortAsker(emulator.PortPath);
        device = new DeviceClient(port);
    }

    public static TheoryData<string, int[]> CountingNetworks => new()
    {
        { "binary", [12, 10, 8, 6, 4, 2, 2] },
        { "binary", [5, 70, 64, 3] },
        { "eight", [12, 10, 7, 5, 4, 3, 2] },
        { "eight", [3, 1, 2] },
    };

    [Theory]
    [MemberData(nameof(CountingNetworks))]
    public void CountingRows_EqualTheReference(string kind, int[] widths)
    {
        IntegerModel model = kind == "binary" ? Models.Binary(1, widths) : Models.EightBit(2, 1, widths);
        int rows = 1 << widths[0];
        ulong id = device.LoadModel(model);
        device.CountRows();

        byte[] codes = device.Run(id, DeviceClient.CountingSet, 0, rows, Models.RowBytes(model));

        byte[] expected = Models.Expected(model, Models.Counting(model), 0, rows);
        Assert.Equal(expected, codes);
        Assert.True(expected.Distinct().Count() > 1);
    }

    [Fact]
    public void RowsFromTheMiddle_EqualTheReference()
    {
        IntegerModel model = Models.Binary(3, 12, 9, 2);
        ulong id = device.LoadModel(model);
        device.CountRows();

        byte[] codes = device.Run(id, DeviceClient.CountingSet, 4000, 96, Models.RowBytes(model));

        Assert.Equal(Models.Expected(model, Models.Counting(model), 4000, 96), codes);
    }

    [Fact]
    public void RowsOfBlocks_EqualTheReference()
    {
        IntegerModel model = Models.EightBit(4, 5, 23, 11, 3);
        byte[][] rows = RandomRows(5, 300, model.Input);
        ulong id = device.LoadModel(model);
        foreach (int first in new[] { 0, 100, 200 })
        {
            device.LoadBlock(77, (uint)first, 100, Pack(rows.AsSpan(first, 100), model.Input));

            byte[] codes = device.Run(id, 77, (uint)first, 100, Models.RowBytes(model));

            Assert.Equal(Models.Expected(model, row => rows[row], (uint)first, 100), codes);
        }
    }

    [Fact]
    public void RowsLargerThanAFrame_ComeInPieces()
    {
        IntegerModel model = Models.EightBit(6, 1, 4, 2100, 150, 2);
        Assert.True(Models.RowBytes(model) > 2 * 1024);
        ulong id = device.LoadModel(model);
        device.CountRows();

        byte[] codes = device.Run(id, DeviceClient.CountingSet, 3, 5, Models.RowBytes(model));

        Assert.Equal(Models.Expected(model, Models.Counting(model), 3, 5), codes);
    }

    [Fact]
    public void ANewModel_KeepsTheInputs()
    {
        IntegerModel first = Models.Binary(7, 12, 5, 2);
        IntegerModel second = Models.Binary(8, 12, 6, 2);
        device.LoadModel(first);
        device.CountRows();

        ulong id = device.LoadModel(second);

        Assert.Equal(
            Models.Expected(second, Models.Counting(second), 0, 10),
            device.Run(id, DeviceClient.CountingSet, 0, 10, Models.RowBytes(second)));
    }

    [Fact]
    public void Accumulators_EqualTheReference()
    {
        IntegerModel model = Models.EightBit(9, 1, 12, 60, 9, 2);
        ulong id = device.LoadModel(model);
        device.CountRows();
        int[][] accumulators = ReferenceInference.NewAccumulators(model);
        ReferenceInference.Run(model, Models.Counting(model)(2741), ReferenceInference.NewCodes(model), accumulators);
        for (int layer = 0; layer < 3; layer++)
        {
            int count = Math.Min(50, accumulators[layer].Length - 1);

            Answer answer = device.Accumulators(id, DeviceClient.CountingSet, 2741, layer, 1, count);

            Assert.Equal(MessageType.AccumulatorValues, answer.Type);
            Assert.Equal(layer, answer.U8(AccumulatorValuesBody.Layer));
            Assert.Equal(count, answer.U8(AccumulatorValuesBody.Count));
            int[] values = [.. Enumerable.Range(0, count).Select(n => unchecked((int)answer.U32(AccumulatorValuesBody.Values + 4 * n)))];
            Assert.Equal(accumulators[layer][1..(1 + count)], values);
        }
    }

    [Fact]
    public void Stats_CountRowsAndFrames()
    {
        IntegerModel model = Models.Binary(10, 12, 5, 2);
        Answer before = device.Stats();
        ulong id = device.LoadModel(model);
        device.CountRows();
        device.Run(id, DeviceClient.CountingSet, 0, 1234, Models.RowBytes(model));

        Answer after = device.Stats();

        Assert.Equal(StatsStateBody.Length, after.Body.Length);
        Assert.Equal(1234u, after.U32(StatsStateBody.RowsComputed) - before.U32(StatsStateBody.RowsComputed));
        Assert.True(after.U32(StatsStateBody.FramesAccepted) >= before.U32(StatsStateBody.FramesAccepted) + 4);
        Assert.Equal(before.U32(StatsStateBody.BootNonce), after.U32(StatsStateBody.BootNonce));
        Assert.Equal(0u, after.U32(StatsStateBody.FramesDropped));
    }

    public void Dispose()
    {
        emulator.Dispose();
        port.Dispose();
    }

    internal static byte[][] RandomRows(int seed, int rows, TensorFormat format)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, format.Width).Select(_ => (byte)random.Next(format.TopCode + 1)).ToArray())];
    }

    internal static byte[] Pack(ReadOnlySpan<byte[]> rows, TensorFormat format)
    {
        int rowBytes = PackedCodes.RowBytes(format.Width, format.Bits);
        byte[] packed = new byte[rows.Length * rowBytes];
        for (int r = 0; r < rows.Length; r++)
        {
            PackedCodes.AppendCodes(rows[r], format.Width, format.Bits, packed, 8 * r * rowBytes);
        }

        return packed;
    }
}
