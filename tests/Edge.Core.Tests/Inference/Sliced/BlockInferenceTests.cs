using Edge.Core.Inference;
using Edge.Core.Inference.Sliced;
using Edge.Core.Models;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Core.Tests.Inference.Sliced;

/// <summary>64 rows at a time give the reference's codes, bit for bit.</summary>
public class BlockInferenceTests
{
    private const int Plenty = 1 << 24;

    [Fact]
    public void Blocks_EqualReference_OnRandomModels()
    {
        int blocks = 0;
        int tables = 0;
        int counted = 0;
        Property property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed =>
            {
                Random random = new(seed);
                DeviceInference device = new(SlicedModels.Create(random));
                BlockInference? inference = BlockInference.Create(device, random.Next(3) == 0 ? random.Next(1 << 14) : Plenty);
                if (inference != null)
                {
                    blocks++;
                    tables += inference.Network.Plan.Table != null ? 1 : 0;
                    counted += device.CanCount ? 1 : 0;
                    RequireEqual(device, inference, random);
                }
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10000).WithReplay(3UL, 5UL), property);

        Assert.True(blocks > 3500, $"{blocks} blocks");
        Assert.True(tables > 1500, $"{tables} tables");
        Assert.True(counted > 1000, $"{counted} counted");
    }

    /// <summary>Every width up to 130, over the kernels' own borders at 15 and 16 inputs.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blocks_EqualReference_AtEveryWidth(bool bipolar)
    {
        Random random = new(17);
        for (int width = 1; width <= 130; width++)
        {
            TensorFormat input = new(width, 1, 1, bipolar ? TensorMap.Bipolar : TensorMap.Affine);
            IntegerModel model = RandomModels.Create(
                random, input, new LayerShape(9, 1, 1, bipolar, true), new LayerShape(width, 1, 1, true, false), new LayerShape(3, 1, 3, false, true));
            DeviceInference device = new(model);
            BlockInference? inference = BlockInference.Create(device, Plenty);
            Assert.NotNull(inference);
            RequireEqual(device, inference, random);
        }
    }

    /// <summary>As many matches as are needed, one less, one more: for every number of inputs and every threshold.</summary>
    [Fact]
    public void ANeuron_FiresFromItsThresholdOn()
    {
        for (int inputs = 1; inputs <= 40; inputs++)
        {
            TensorFormat input = new(inputs, 1, 1, TensorMap.Affine);
            TensorFormat output = new(inputs + 2, 1, 1, TensorMap.Affine);
            ulong[][] weights = [.. Enumerable.Range(0, output.Width).Select(_ => new[] { (1UL << inputs) - 1 })];
            int[][] thresholds = [.. Enumerable.Range(0, output.Width).Select(n => new[] { n })];
            DenseLayer layer = new(input, output, 1, weights, null, new int[output.Width], true, thresholds);
            DeviceInference device = new(new IntegerModel(input, [layer], [65535, 30000], 1));
            BlockInference inference = BlockInference.Create(device, Plenty)!;
            byte[] rows = new byte[64 * device.InputRowBytes];
            for (int ones = 0; ones <= inputs; ones++)
            {
                byte[] codes = [.. Enumerable.Range(0, inputs).Select(i => i < ones ? (byte)1 : (byte)0)];
                WireRows.Pack(codes, 1).CopyTo(rows, ones * device.InputRowBytes);
            }

            inference.Run(rows, 0, inputs + 1);

            for (int ones = 0; ones <= inputs; ones++)
            {
                for (int n = 0; n < output.Width; n++)
                {
                    int bit = (ones * device.OutputRowBytes * 8) + n;
                    Assert.Equal(ones >= n ? 1 : 0, (inference.Rows[bit / 8] >> (bit % 8)) & 1);
                }
            }
        }
    }

    [Fact]
    public void WithoutRoom_ThereAreNoBlocks()
    {
        Random random = new(5);
        TensorFormat input = new(12, 1, 1, TensorMap.Bipolar);
        IntegerModel model = RandomModels.Create(
            random, input, new LayerShape(10, 1, 1, true, false), new LayerShape(8, 1, 1, true, false), new LayerShape(2, 1, 8, false, false));
        DeviceInference device = new(model);
        int all = BlockInference.Create(device, Plenty)!.HeapBytes();

        for (int heap = 0; heap < all + 100; heap += 60)
        {
            BlockInference? blocks = BlockInference.Create(device, heap);
            Assert.True(blocks is null || blocks.HeapBytes() <= heap);
        }

        Assert.Null(BlockInference.Create(device, 1000));
        Assert.Null(BlockInference.Create(device, all / 2)?.Network.Plan.Table?.Table);
    }

    [Fact]
    public void LayersThatAreNotBinary_HaveNoBlocks()
    {
        Assert.Null(Create(new TensorFormat(12, 2, 3, TensorMap.Affine), 1, 1));
        Assert.Null(Create(new TensorFormat(12, 1, 1, TensorMap.Bipolar), 4, 1));
        Assert.Null(Create(new TensorFormat(12, 1, 1, TensorMap.Bipolar), 1, 4));
        Assert.Null(Create(new TensorFormat(784, 1, 1, TensorMap.Bipolar), 1, 1));
        Assert.NotNull(Create(new TensorFormat(12, 1, 1, TensorMap.Bipolar), 1, 1));

        static BlockInference? Create(TensorFormat input, int weightBits, int outputBits) => BlockInference.Create(
            new DeviceInference(RandomModels.Create(
                new Random(1),
                input,
                new LayerShape(9, weightBits, outputBits, outputBits == 1, false),
                new LayerShape(2, 1, 8, false, false))),
            Plenty);
    }

    /// <summary>An object's heap blocks follow from its fields: who adds a field must count it.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public void HeapBytes_CountEveryFieldAndArray(int width)
    {
        IntegerModel model = RandomModels.Create(
            new Random(3),
            new TensorFormat(width, 1, 1, TensorMap.Bipolar),
            new LayerShape(15, 1, 1, true, false),
            new LayerShape(8, 1, 1, true, false),
            new LayerShape(4, 1, 1, true, false),
            new LayerShape(2, 1, 8, false, false));
        DeviceInference device = new(model);
        BlockInference inference = BlockInference.Create(device, Plenty)!;

        Assert.Equal(HeapCount.Of(inference, model, device), inference.HeapBytes());
    }

    private static void RequireEqual(DeviceInference device, BlockInference inference, Random random)
    {
        IntegerModel model = device.Model;
        byte[][] codes = ReferenceInference.NewCodes(model);
        int count = random.Next(3) == 0 ? 64 : random.Next(1, 65);
        byte[][] inputs = [.. Enumerable.Range(0, count).Select(_ => RandomModels.Row(random, model.Input))];
        byte[] packed = [0xFF, .. inputs.SelectMany(row => WireRows.Pack(row, 1))];
        inference.Run(packed, 1, count);
        for (int r = random.Next(8); r < count; r += 8)
        {
            RequireRow(r, inputs[r]);
        }

        if (device.CanCount)
        {
            int width = model.Input.Width;
            long block = width <= 6 ? 0 : random.NextInt64(1L << (width - 6)) * 64;
            inference.RunCounting((uint)block);
            for (int r = random.Next(8); r < 64 && block + r < 1L << width; r += 8)
            {
                RequireRow(r, [.. Enumerable.Range(0, width).Select(i => (byte)(((block + r) >> (width - 1 - i)) & 1))]);
            }
        }

        void RequireRow(int r, byte[] row)
        {
            ReferenceInference.Run(model, row, codes, null);
            int at = r * device.OutputRowBytes;
            Assert.Equal(WireRows.Pack(model, codes), inference.Rows[at..(at + device.OutputRowBytes)]);
        }
    }
}
