using BenchmarkDotNet.Attributes;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Inference;
using Edge.Testing;

namespace Edge.Benchmarks;

/// <summary>All rows of a data set to codes: the reference, the device's kernels compiled for the host, and host inference.</summary>
[MemoryDiagnoser]
public class InferenceBenchmarks
{
    private InputSet inputs = null!;
    private byte[][] codesIn = null!;
    private byte[] wire = null!;
    private byte[] output = null!;
    private byte[][] referenceCodes = null!;
    private IntegerModel model = null!;
    private DeviceInference device = null!;
    private HostInference host = null!;
    private HostInference hostAvx2 = null!;
    private HostCodes codes = null!;
    private readonly HostWorkspace workspace = new();

    /// <summary>The network.</summary>
    [Params("szt-8bit", "szt-bnn", "mnist-bottleneck", "mnist-bnn", "784x1024-8bit")]
    public string Network { get; set; } = "";

    /// <summary>Makes a random model of the network's shape and random rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        bool szt = Network.StartsWith("szt", StringComparison.Ordinal);
        bool binary = Network.EndsWith("bnn", StringComparison.Ordinal);
        int[] widths = Network switch
        {
            "szt-8bit" => [10, 7, 5, 4, 3, 2],
            "szt-bnn" => [10, 8, 6, 4, 2, 2],
            "mnist-bottleneck" => [16, 8, 4, 2, 10],
            "mnist-bnn" => [1024, 20, 20, 20, 10],
            _ => [1024, 10],
        };
        TensorFormat input = szt
            ? new TensorFormat(12, 1, 1, binary ? TensorMap.Bipolar : TensorMap.Affine)
            : new TensorFormat(784, binary ? 1 : 8, binary ? 1 : 255, binary ? TensorMap.Bipolar : TensorMap.Affine);
        LayerShape[] shapes = new LayerShape[widths.Length];
        for (int l = 0; l < widths.Length; l++)
        {
            bool logits = l == widths.Length - 1;
            shapes[l] = binary
                ? new LayerShape(widths[l], 1, logits ? 8 : 1, !logits, false)
                : new LayerShape(widths[l], 8, 8, false, false) { TopCode = logits ? 255 : 254 };
        }

        Random random = new(1);
        model = RandomModels.Create(random, input, shapes);
        int rows = szt ? 4096 : 1024;
        codesIn = [.. Enumerable.Range(0, rows).Select(_ => RandomModels.Row(random, input))];
        inputs = InputSet.FromCodes(codesIn.SelectMany(row => row).ToArray(), input.Width, input.Bits, input.TopCode);
        wire = new byte[rows * inputs.WireRowBytes];
        inputs.PackForWire(0, rows, wire);
        referenceCodes = ReferenceInference.NewCodes(model);
        device = new DeviceInference(model);
        output = new byte[device.OutputRowBytes];
        host = new HostInference(model);
        hostAvx2 = new HostInference(model, VectorPaths.IsSupported(VectorPath.Avx2) ? VectorPath.Avx2 : VectorPath.Portable);
        codes = new HostCodes(model, rows);
    }

    /// <summary>One multiply-accumulate at a time.</summary>
    [Benchmark(Baseline = true)]
    public void Reference()
    {
        foreach (byte[] row in codesIn)
        {
            ReferenceInference.Run(model, row, referenceCodes, null!);
        }
    }

    /// <summary>The device's kernels, row by row.</summary>
    [Benchmark]
    public void Device()
    {
        for (int r = 0; r < inputs.Rows; r++)
        {
            device.Run(wire, r * inputs.WireRowBytes, output, 0);
        }
    }

    /// <summary>Host inference on the machine's best path.</summary>
    [Benchmark]
    public void Host() => host.Run(inputs.Words.Span, inputs.Rows, codes, workspace);

    /// <summary>Host inference with AVX2 only.</summary>
    [Benchmark]
    public void HostAvx2() => hostAvx2.Run(inputs.Words.Span, inputs.Rows, codes, workspace);

    /// <summary>Making a model ready and running it, as is done at every measured epoch.</summary>
    [Benchmark]
    public void PrepareAndHost() => new HostInference(model).Run(inputs.Words.Span, inputs.Rows, codes, workspace);
}
