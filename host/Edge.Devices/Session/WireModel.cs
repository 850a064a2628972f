using Edge.Core.Models;

namespace Edge.Devices.Session;

/// <summary>A model in the form that goes to a device: its content bytes and their identity.</summary>
public sealed class WireModel
{
    // A nanoFramework board of 240 MHz interprets a few million instructions per second: about 5 us per k-bit multiply-accumulate and
    // 0.3 us per binary one, then some microseconds for each neuron's thresholds. Only first run lengths and patience rest on these.
    private const double MicrosecondsPerProduct = 5;
    private const double MicrosecondsPerBinaryProduct = 0.3;
    private const double MicrosecondsPerNeuron = 20;
    private long heapBytes;

    /// <summary>Writes and hashes a model's content.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public WireModel(IntegerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Content = ModelContentWriter.Write(model);
        Hash = System.Security.Cryptography.SHA256.HashData(Content);
        Id = ModelIdentity.Id(Hash);
        RowBytes = (model.RecordedBitsPerRow() + 7) >> 3;
        RowMicroseconds = 1 + model.Layers.Sum(WorkOf);
    }

    /// <summary>The model.</summary>
    public IntegerModel Model { get; }

    /// <summary>Its content bytes.</summary>
    public byte[] Content { get; }

    /// <summary>SHA-256 of the content, 32 bytes.</summary>
    public byte[] Hash { get; }

    /// <summary>The model id on the wire.</summary>
    public ulong Id { get; }

    /// <summary>Bytes of one row of recorded codes on the wire.</summary>
    public int RowBytes { get; }

    /// <summary>Most bytes of a board's heap that the model takes, while it is loaded or when it runs.</summary>
    public long HeapBytes => heapBytes == 0 ? heapBytes = LoadingMemory.Most(Model, Content.Length) : heapBytes;

    /// <summary>A guess, on the slow side, of what a row takes on a board, in microseconds.</summary>
    public double RowMicroseconds { get; }

    private static double WorkOf(DenseLayer layer)
    {
        double products = (double)layer.Input.Width * layer.Output.Width * (layer.WeightBits == 1
            ? MicrosecondsPerBinaryProduct * layer.Input.Bits
            : MicrosecondsPerProduct);
        return products + (layer.Output.Width * MicrosecondsPerNeuron);
    }
}
