using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Core.Tests.Inference;

public class DeviceInferenceTests
{
    private static readonly int[] Widths = [1, 2, 63, 64, 65, 127, 128, 130, 1800, 2000];

    /// <summary>Heap for all packed weights and tables; for some; for none.</summary>
    private static readonly int[] SpareBytes = [int.MaxValue, 3000, 0];

    /// <summary>One layer of every kernel over shapes around word boundaries, then a small layer on its output.</summary>
    [Theory]
    [InlineData(1, true, 1, 1)]
    [InlineData(1, true, 1, 3)]
    [InlineData(1, true, 4, 1)]
    [InlineData(1, true, 8, 8)]
    [InlineData(1, false, 1, 1)]
    [InlineData(1, false, 1, 2)]
    [InlineData(1, false, 8, 8)]
    [InlineData(2, false, 1, 1)]
    [InlineData(8, false, 1, 8)]
    [InlineData(8, false, 8, 8)]
    [InlineData(3, false, 5, 6)]
    public void Codes_EqualReference_AroundWordBoundaries(int inputBits, bool bipolar, int weightBits, int outputBits)
    {
        Random random = new(41);
        foreach (int width in Widths)
        {
            TensorFormat input = new(width, inputBits, (1 << inputBits) - 1, bipolar ? TensorMap.Bipolar : TensorMap.Affine);
            foreach (int neurons in new[] { 1, 63, 64, 65 })
            {
                IntegerModel model = RandomModels.Create(
                    random,
                    input,
                    new LayerShape(neurons, weightBits, outputBits, outputBits == 1 && bipolar, false),
                    new LayerShape(5, weightBits, 8, false, true));
                RequireEqual(model, random, 3);
            }
        }
    }

    [Fact]
    public void Codes_EqualReference_OnRandomModels()
    {
        Property property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed => RequireEqual(RandomModels.Create(seed), new Random(seed), 1));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(7UL, 11UL), property);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(31)]
    [InlineData(32)]
    public void CountingRow_EqualsPackedRow(int width)
    {
        Random random = new(width);
        TensorFormat input = new(width, 1, 1, TensorMap.Bipolar);
        IntegerModel model = RandomModels.Create(
            random, input, new LayerShape(9, 1, 1, true, false), new LayerShape(3, 4, 8, false, false));
        DeviceInference device = new(model);
        Assert.True(device.CanCount);
        byte[] counted = new byte[device.OutputRowBytes];
        byte[] packed = new byte[device.OutputRowBytes];
        foreach (uint number in new[] { 0u, 1u, 5u, uint.MaxValue, (uint)random.NextInt64(1L << width) })
        {
            byte[] codes = new byte[width];
            for (int i = 0; i < width; i++)
            {
                codes[i] = (byte)((number >> (width - 1 - i)) & 1);
            }

            device.RunCounting(number, counted, 0);
            byte[] row = WireRows.Pack(codes, 1);
            device.Run(row, 0, packed, 0);
            Assert.Equal(packed, counted);
            Assert.Equal(device.Accumulate(row, 0, 1)[..3], device.AccumulateCounting(number, 1)[..3]);
        }
    }

    [Fact]
    public void CanCount_OnlyOneBitInputsOfAtMost32()
    {
        Assert.False(CanCount(33, 1));
        Assert.False(CanCount(12, 2));
        Assert.True(CanCount(32, 1));

        static bool CanCount(int width, int bits) =>
            new DeviceInference(RandomModels.Create(
                new Random(1), new TensorFormat(width, bits, 1, TensorMap.Affine), new LayerShape(2, 1, 8, false, false))).CanCount;
    }

    /// <summary>An object's heap blocks follow from its fields: who adds a field must count it.</summary>
    [Fact]
    public void HeapBytes_CountEveryField()
    {
        IntegerModel model = RandomModels.Create(
            new Random(7),
            new TensorFormat(70, 1, 1, TensorMap.Affine),
            new LayerShape(40, 1, 1, true, false),
            new LayerShape(20, 1, 6, false, false),
            new LayerShape(19, 5, 8, false, false),
            new LayerShape(5, 1, 8, false, true),
            new LayerShape(4, 8, 8, false, true));
        foreach (int spareBytes in SpareBytes)
        {
            DeviceInference device = new(model, spareBytes);
            int expected = Count(device) + Count(model) + Count(model.Input);
            foreach (DenseLayer layer in model.Layers)
            {
                expected += Count(layer) + Count(layer.Output);
            }

            foreach (DeviceLayer layer in device.Layers)
            {
                expected += Count(layer) + (layer.Lanes == null ? 0 : Count(layer.Lanes)) + (layer.Index == null ? 0 : Count(layer.Index));
            }

            Assert.Equal(expected + ArrayBytes(device, []), device.HeapBytes());
            Assert.Equal(spareBytes > 0, device.Layers.Any(layer => layer.Lanes != null || layer.Index != null));
        }

        static int Count(object value) => BoardHeap.ObjectBytes(Fields(value).Length);
    }

    private static System.Reflection.FieldInfo[] Fields(object value) => value.GetType().GetFields(
        System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic);

    private static int ArrayBytes(object value, HashSet<object> seen)
    {
        if (!seen.Add(value))
        {
            return 0;
        }

        if (value is Array array)
        {
            Type element = array.GetType().GetElementType()!;
            if (element.IsPrimitive)
            {
                return BoardHeap.ArrayBytes(array.Length, System.Runtime.InteropServices.Marshal.SizeOf(element));
            }

            return BoardHeap.ReferencesBytes(array.Length) + array.Cast<object>().Sum(each => ArrayBytes(each, seen));
        }

        return Fields(value).Where(field => !field.FieldType.IsPrimitive)
            .Select(field => field.GetValue(value))
            .Sum(each => each == null ? 0 : ArrayBytes(each, seen));
    }

    /// <summary>What may be taken is never exceeded, but for what must be there.</summary>
    [Fact]
    public void HeapBytes_KeepToWhatMayBeTaken()
    {
        IntegerModel model = RandomModels.Create(
            new Random(8),
            new TensorFormat(784, 8, 255, TensorMap.Affine),
            new LayerShape(16, 8, 8, false, false),
            new LayerShape(8, 8, 8, false, false),
            new LayerShape(10, 1, 8, false, false));
        int least = new DeviceInference(model).HeapBytes();
        int most = new DeviceInference(model, int.MaxValue).HeapBytes();
        int taken = 0;
        for (int spareBytes = 0; spareBytes < most; spareBytes += 500)
        {
            DeviceInference device = new(model, spareBytes);
            int bytes = device.HeapBytes() - BoardHeap.ModelBytes(model);
            Assert.True(bytes <= Math.Max(least - BoardHeap.ModelBytes(model), spareBytes), $"{bytes} of {spareBytes}");
            taken = Math.Max(taken, bytes);
        }

        Assert.True(taken > 30_000);
        Assert.Equal(DeviceKernel.MultiplyAccumulate, new DeviceInference(model, 0).Layers[0].Kernel);
        Assert.Equal(DeviceKernel.LaneMultiply, new DeviceInference(model, int.MaxValue).Layers[0].Kernel);
    }

    private static void RequireEqual(IntegerModel model, Random random, int rows)
    {
        DeviceInference[] devices = [.. SpareBytes.Select(bytes => new DeviceInference(model, bytes))];
        byte[][] codes = ReferenceInference.NewCodes(model);
        int[][] accumulators = ReferenceInference.NewAccumulators(model);
        byte[] output = new byte[devices[0].OutputRowBytes + 5];
        for (int r = 0; r < rows; r++)
        {
            byte[] row = RandomModels.Row(random, model.Input);
            ReferenceInference.Run(model, row, codes, accumulators);
            byte[] packed = WireRows.Pack(row, model.Input.Bits, 2);
            byte[] expected = [0xA5, 0xA5, 0xA5, .. WireRows.Pack(model, codes), 0xA5, 0xA5];
            foreach (DeviceInference device in devices)
            {
                Array.Fill(output, (byte)0xA5);
                device.Run(packed, 2, output, 3);
                Assert.True(output.AsSpan().SequenceEqual(expected));
                for (int l = 0; l < model.Layers.Length; l++)
                {
                    int[] z = device.Accumulate(packed, 2, l);
                    Assert.True(z.AsSpan(0, model.Layers[l].Output.Width).SequenceEqual(accumulators[l]));
                }
            }
        }
    }
}
