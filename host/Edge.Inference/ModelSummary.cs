using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Inference;

/// <summary>Sizes and costs of a model, as `edge inspect` prints them.</summary>
public sealed class ModelSummary
{
    /// <summary>Counts a sound model.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public ModelSummary(IntegerModel model)
    {
        byte[] content = ModelContentWriter.Write(model);
        DeviceInference device = new(model);
        Layers = [.. model.Layers.Select((layer, l) => new LayerSummary(layer, device.Layers[l]))];
        ContentBytes = content.Length;
        Identity = Convert.ToHexStringLower(ModelIdentity.Hash(content, 0, content.Length));
        DeviceHeapBytes = device.HeapBytes();
        InputRowBytes = device.InputRowBytes;
        OutputRowBytes = device.OutputRowBytes;
    }

    /// <summary>One entry for each dense layer.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>Bytes of the content, which a device is sent.</summary>
    public int ContentBytes { get; }

    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public string Identity { get; }

    /// <summary>Bytes of a board's heap that the model takes when ready to run; while it is being loaded its content comes on top.</summary>
    public int DeviceHeapBytes { get; }

    /// <summary>Bytes of an input row on the wire.</summary>
    public int InputRowBytes { get; }

    /// <summary>Bytes of a row of recorded codes on the wire.</summary>
    public int OutputRowBytes { get; }

    /// <summary>Multiply-accumulates of one-bit weights with one-bit inputs per row, over all layers.</summary>
    public long BinaryMultiplyAccumulates => Layers.Sum(layer => layer.BinaryMultiplyAccumulates);

    /// <summary>All other multiply-accumulates per row.</summary>
    public long IntegerMultiplyAccumulates => Layers.Sum(layer => layer.IntegerMultiplyAccumulates);
}

/// <summary>Sizes and costs of one dense layer.</summary>
public sealed class LayerSummary
{
    internal LayerSummary(DenseLayer layer, DeviceLayer prepared)
    {
        Inputs = layer.Input.Width;
        InputBits = layer.Input.Bits;
        Neurons = layer.Output.Width;
        OutputBits = layer.Output.Bits;
        WeightBits = layer.WeightBits;
        WeightBytes = Neurons * ModelContent.WeightRowBytes(Inputs, WeightBits);
        ThresholdBytes = 4 * layer.Thresholds.Length * layer.Output.TopCode;
        PerNeuronThresholds = layer.PerNeuronThresholds;
        long products = (long)Inputs * Neurons;
        bool binary = WeightBits == 1 && InputBits == 1;
        BinaryMultiplyAccumulates = binary ? products : 0;
        IntegerMultiplyAccumulates = binary ? 0 : products;
        DeviceKernelName = prepared.Kernel switch
        {
            DeviceKernel.XorPopcount => "xor-popcount",
            DeviceKernel.BitPlane => "bit-plane",
            DeviceKernel.LaneMultiply => "lane-multiply",
            _ => "multiply-accumulate",
        };
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Bits of an input code.</summary>
    public int InputBits { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>Bits of an output code.</summary>
    public int OutputBits { get; }

    /// <summary>Bits of a weight.</summary>
    public int WeightBits { get; }

    /// <summary>Bytes of the weights in the content.</summary>
    public int WeightBytes { get; }

    /// <summary>Bytes of the thresholds in the content.</summary>
    public int ThresholdBytes { get; }

    /// <summary>True where every neuron has thresholds of its own.</summary>
    public bool PerNeuronThresholds { get; }

    /// <summary>Multiply-accumulates per row where weights and inputs have one bit each, else 0.</summary>
    public long BinaryMultiplyAccumulates { get; }

    /// <summary>Multiply-accumulates per row where weights or inputs have several bits, else 0.</summary>
    public long IntegerMultiplyAccumulates { get; }

    /// <summary>The kernel a device runs: "xor-popcount", "bit-plane" or "multiply-accumulate".</summary>
    public string DeviceKernelName { get; }
}
