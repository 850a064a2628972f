using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Devices.Profiling;

/// <summary>What a model takes of a board's heap, in the runtime's blocks.</summary>
internal sealed class ModelMemory
{
    /// <summary>Counts a sound model.</summary>
    public ModelMemory(IntegerModel model, int contentBytes)
    {
        DeviceInference prepared = new(model);
        Layers = [.. model.Layers.Select((layer, l) => LayerBytes(model, layer) + BoardHeap.PreparedLayerBytes(prepared.Layers[l], layer))];
        Softmax = BoardHeap.ArrayBytes(model.SoftmaxTable.Length, sizeof(ushort)) + BoardHeap.ArrayBytes(model.Logits.Width, 1);
        Whole = prepared.HeapBytes() + BoardHeap.ArrayBytes(prepared.OutputRowBytes, 1);
        Peak = Math.Max(Whole, BoardHeap.ArrayBytes(contentBytes, 1) + BoardHeap.ModelBytes(model));
    }

    /// <summary>Bytes of every layer.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Bytes of the softmax: its table, and the codes of a row.</summary>
    public int Softmax { get; }

    /// <summary>Bytes when ready to run.</summary>
    public int Whole { get; }

    /// <summary>Most bytes on the way there: while the model is read its content is still there.</summary>
    public int Peak { get; }

    /// <summary>What one more such layer adds to a model.</summary>
    private static int LayerBytes(IntegerModel model, DenseLayer layer) => Bytes(model, layer, layer) - Bytes(model, layer);

    private static int Bytes(IntegerModel model, params DenseLayer[] layers) =>
        BoardHeap.ModelBytes(new IntegerModel(model.Input, layers, model.SoftmaxTable, model.ProbabilityBits));
}
