using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Inference.Tests;

/// <summary>Reference, device kernels and host inference give the same codes, predictions and accumulators, on every path of the machine.</summary>
public class EqualityTests
{
    /// <summary>Widths around the boundaries of words, vectors and blocks.</summary>
    public static TheoryData<int> Widths => [1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129, 130, 300];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Codes_EqualReference_AroundWordBoundaries(int width)
    {
        Random random = new(width);
        int[] rowCounts = [1, 15, 16, 17, 63, 64, 65];
        int turn = 0;
        foreach ((int inputBits, bool bipolar) in new[] { (1, true), (1, false), (2, false), (5, false), (8, false) })
        {
            foreach ((int weightBits, int outputBits, bool perNeuron) in new[]
            {
                (1, 1, false), (1, 1, true), (1, 8, true), (2, 1, true), (3, 3, false), (4, 6, true), (8, 5, false), (8, 7, true), (8, 8, false),
            })
            {
                TensorFormat input = new(width, inputBits, (1 << inputBits) - 1, bipolar ? TensorMap.Bipolar : TensorMap.Affine);
                IntegerModel model = RandomModels.Create(
                    random,
                    input,
                    new LayerShape(width, weightBits, outputBits, outputBits == 1 && (turn & 1) == 0, perNeuron),
                    new LayerShape((turn % 5) + 1, weightBits, turn % 3 == 0 ? 1 : 8, false, perNeuron));
                RequireEqual(model, random, rowCounts[turn++ % rowCounts.Length]);
            }
        }
    }

    [Fact]
    public void Codes_EqualReference_OnRandomModels()
    {
        Property property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed =>
            {
                Random random = new(seed);
                RequireEqual(RandomModels.Create(seed), random, random.Next(1, 40));
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(3UL, 5UL), property);
    }

    /// <summary>Several groups of 512 rows, the last one torn; wide binary and 8-bit layers.</summary>
    [Theory]
    [InlineData(1, 1100)]
    [InlineData(8, 1030)]
    public void Codes_EqualReference_OverManyRows(int bits, int rows)
    {
        Random random = new(rows);
        TensorFormat input = new(200, bits, (1 << bits) - 1, bits == 1 ? TensorMap.Bipolar : TensorMap.Affine);
        IntegerModel model = RandomModels.Create(
            random,
            input,
            new LayerShape(70, bits, bits, bits == 1, true),
            new LayerShape(20, bits, bits, bits == 1, false),
            new LayerShape(10, bits, 8, false, false));
        RequireEqual(model, random, rows);
    }

    /// <summary>The widest layer with the largest weights and codes: sums reach 8192 * 127 * 255.</summary>
    [Fact]
    public void Codes_EqualReference_AtTheLimits()
    {
        Random random = new(8);
        foreach (int weightBits in new[] { 1, 8 })
        {
            foreach (int inputBits in new[] { 1, 8 })
            {
                TensorFormat input = new(ModelLimits.MaxWidth, inputBits, (1 << inputBits) - 1, TensorMap.Affine);
                IntegerModel model = RandomModels.Create(
                    random, input, new LayerShape(3, weightBits, 1, true, true), new LayerShape(2, weightBits, 8, false, false));
                foreach (DenseLayer layer in model.Layers)
                {
                    foreach (sbyte[] row in layer.Weights ?? [])
                    {
                        Array.Fill(row, (sbyte)127);
                    }
                }

                RequireEqual(model, random, 5);
            }
        }
    }

    [Fact]
    public void RunParallel_GivesTheSameCodes()
    {
        Random random = new(3);
        TensorFormat input = new(40, 8, 255, TensorMap.Affine);
        IntegerModel model = RandomModels.Create(
            random, input, new LayerShape(30, 8, 8, false, false), new LayerShape(9, 1, 1, true, false), new LayerShape(3, 1, 8, false, true));
        byte[][] rows = Rows(model, random, 2000);
        ulong[] packed = MemoryRows.Pack(rows, 8);
        HostInference host = new(model);
        HostCodes one = new(model, rows.Length);
        HostCodes many = new(model, rows.Length);
        host.Run(packed, rows.Length, one, new HostWorkspace());
        host.RunParallel(packed, rows.Length, many, 4);
        Assert.Equal(one.Words, many.Words);
        Assert.Equal(one.Predictions, many.Predictions);
    }

    /// <summary>Memory that only a pointer leads to must outlive the kernel that works on it, whenever another thread collects.</summary>
    [Fact]
    public void Prepare_WhileAnotherThreadCollects_GivesTheSameCodes()
    {
        IntegerModel model = RandomModels.Create(
            new Random(5), new TensorFormat(700, 1, 1, TensorMap.Bipolar), new LayerShape(3, 8, 8, false, false));
        byte[][] rows = Rows(model, new Random(6), 400);
        ulong[] packed = MemoryRows.Pack(rows, 1);
        HostInference host = new(model);
        HostCodes expected = new(model, rows.Length);
        HostWorkspace workspace = new();
        host.Run(packed, rows.Length, expected, workspace);

        // With a pause after each, since a collection stops whatever else runs in this process.
        Thread collector = new(() =>
        {
            for (int i = 0; i < 300; i++)
            {
                GC.Collect();
                GC.AllocateArray<byte>(200_000, pinned: true).AsSpan().Fill(0xA5);
                Thread.Sleep(2);
            }
        });
        collector.Start();
        HostCodes codes = new(model, rows.Length);
        int wrong = 0;
        while (collector.IsAlive)
        {
            host.Run(host.Prepare(packed, rows.Length), codes, workspace);
            wrong += expected.Words[0].AsSpan().SequenceEqual(codes.Words[0]) ? 0 : 1;
        }

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Run_WithReusedBuffers_AllocatesNothing()
    {
        IntegerModel model = RandomModels.Create(
            new Random(5),
            new TensorFormat(12, 1, 1, TensorMap.Bipolar),
            new LayerShape(10, 8, 8, false, false),
            new LayerShape(7, 1, 1, true, false),
            new LayerShape(5, 1, 1, true, false),
            new LayerShape(3, 8, 8, false, true));
        byte[][] rows = Rows(model, new Random(6), 600);
        ulong[] packed = MemoryRows.Pack(rows, 1);
        HostInference host = new(model);
        HostCodes codes = new(model, rows.Length);
        HostWorkspace workspace = new();
        host.Run(packed, rows.Length, codes, workspace);
        Assert.Equal(0, Allocations.Of(() => host.Run(packed, rows.Length, codes, workspace)));
    }

    [Fact]
    public void Run_RefusesCodesOfAnotherShape()
    {
        IntegerModel model = RandomModels.Create(1);
        HostInference host = new(model);
        HostCodes codes = new(model, 4);
        ulong[] inputs = new ulong[4 * host.InputWordsPerRow];
        Assert.Throws<ArgumentException>(() => host.Run(inputs, 3, codes, new HostWorkspace()));
        Assert.Throws<ArgumentException>(() => host.Run(inputs[1..], 4, codes, new HostWorkspace()));
        Assert.Throws<ArgumentException>(() => host.Prepare(inputs[1..], 4));
        Assert.Throws<ArgumentException>(() => host.Run(host.Prepare(inputs, 3), codes, new HostWorkspace()));
        HostInputs others = new HostInference(RandomModels.Create(
            new Random(2), new TensorFormat(model.Input.Width + 1, model.Input.Bits, model.Input.TopCode, model.Input.Map), new LayerShape(2, 8, 8, false, false)))
            .Prepare(new ulong[64], 4);
        Assert.Throws<ArgumentException>(() => host.Run(others, codes, new HostWorkspace()));
    }

    private static byte[][] Rows(IntegerModel model, Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => RandomModels.Row(random, model.Input))];

    private static void RequireEqual(IntegerModel model, Random random, int count)
    {
        byte[][] rows = Rows(model, random, count);
        byte[][][] codes = new byte[count][][];
        int[][][] accumulators = new int[count][][];
        DeviceInference device = new(model);
        byte[] output = new byte[device.OutputRowBytes];
        for (int r = 0; r < count; r++)
        {
            codes[r] = ReferenceInference.NewCodes(model);
            accumulators[r] = ReferenceInference.NewAccumulators(model);
            ReferenceInference.Run(model, rows[r], codes[r], accumulators[r]);
            device.Run(WireRows.Pack(rows[r], model.Input.Bits), 0, output, 0);
            Assert.Equal(WireRows.Pack(model, codes[r]), output);
        }

        ulong[] packed = MemoryRows.Pack(rows, model.Input.Bits);
        HostWorkspace workspace = new();
        foreach (VectorPath path in VectorPaths.Supported)
        {
            foreach (bool withAccumulators in new[] { false, true })
            {
                HostInference host = new(model, path, withAccumulators);
                HostCodes result = new(model, count, withAccumulators);
                host.Run(packed, count, result, workspace);
                for (int l = 0; l < model.RecordedLayers; l++)
                {
                    ulong[] expected = MemoryRows.Pack([.. codes.Select(row => row[l])], model.RecordedFormat(l).Bits);
                    Assert.True(expected.AsSpan().SequenceEqual(result.Words[l]), $"path {path}, recorded layer {l + 1}");
                }

                for (int l = 0; withAccumulators && l < model.Layers.Length; l++)
                {
                    Assert.Equal(accumulators.SelectMany(row => row[l]), result.Accumulators![l]);
                }

                int[] predictions = [.. codes.Select(row => SoftmaxCodes.Predict(row[^2], 0, model.Logits.Width))];
                Assert.Equal(predictions, result.Predictions);

                HostCodes again = new(model, count, withAccumulators, counts: true);
                host.Run(host.Prepare(packed, count), again, workspace);
                Assert.Equal(result.Words, again.Words);
                Assert.Equal(result.Predictions, again.Predictions);
                Assert.Equal(result.Accumulators, again.Accumulators);
                HostCodes counted = new(model, count, withAccumulators, counts: true);
                host.Run(packed, count, counted, workspace);
                Assert.Equal(counted.Counts, again.Counts);
            }
        }
    }
}
