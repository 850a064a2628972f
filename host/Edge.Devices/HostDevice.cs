using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;
using PackedCodes = Edge.Information.Codes.PackedCodes;

namespace Edge.Devices;

/// <summary>This computer as a device: the SIMD inference, on all its cores.</summary>
public sealed class HostDevice : ICodeCounter
{
    private readonly int threads;
    private HostInference? lastModel;

    /// <summary>The host with as many threads as it has cores.</summary>
    public HostDevice()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>The host with a given number of threads; the codes are the same for any.</summary>
    /// <param name="threads">Most threads to use, 1 or more.</param>
    public HostDevice(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        this.threads = threads;
    }

    /// <inheritdoc/>
    public string Name => DeviceCatalog.Host;

    /// <summary>Empty: the host has no firmware.</summary>
    public string Firmware => string.Empty;

    /// <inheritdoc/>
    public SessionCounters? Counters => null;

    /// <inheritdoc/>
    public IReadOnlyList<CodeLayer> Record(
        IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.Require(model, inputs, firstRow, rows);
        cancellation.ThrowIfCancellationRequested();
        if (!ReferenceEquals(lastModel?.Model, model))
        {
            lastModel = new HostInference(model);
        }

        HostCodes codes = new(model, rows);
        lastModel!.RunParallel(inputs.Words.Slice(firstRow * inputs.WordsPerRow, rows * inputs.WordsPerRow), rows, codes, threads);
        CodeLayer[] layers = new CodeLayer[model.RecordedLayers];
        for (int layer = 0; layer < layers.Length; layer++)
        {
            TensorFormat format = codes.Formats[layer];
            PackedCodes packed = new(codes.Words[layer], rows, format.Width, format.Bits);
            layers[layer] = new CodeLayer(LayerNames.Of(model, layer), packed);
        }

        progress?.Report(rows);
        return layers;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CountedLayer> Count(
        IntegerModel model, InputSet inputs, int[] labels, int classes, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.RequireLabels(model, inputs, labels, classes);
        return
        [
            .. Record(model, inputs, 0, inputs.Rows, progress, cancellation)
                .Select(layer => new CountedLayer(CodeHistogram.Of(layer.Codes, labels, classes), null)),
        ];
    }

    /// <inheritdoc/>
    public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.Require(model, inputs, row, 1);

        // One row, looked into by hand: the definition itself is the best witness.
        byte[] input = new byte[inputs.Width];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (byte)inputs.CodeAt(row, i);
        }

        int[][] values = ReferenceInference.NewAccumulators(model);
        ReferenceInference.Run(model, input, ReferenceInference.NewCodes(model), values);
        return values;
    }

    /// <summary>Holds nothing.</summary>
    public void Dispose()
    {
    }
}
