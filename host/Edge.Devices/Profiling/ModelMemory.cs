using Edge.Core.Inference;
using Edge.Core.Inference.Sliced;
using Edge.Core.Models;
using Edge.Devices.Session;

namespace Edge.Devices.Profiling;

/// <summary>
/// What a model takes of a board's heap, in the runtime's blocks: what it must have, and what the firmware takes beyond that for speed
/// where it is free (<see cref="HeapBudget"/>), step by step as the firmware goes.
/// </summary>
internal sealed class ModelMemory
{
    /// <summary>Instance fields of the firmware's object that holds a block of rows.</summary>
    private const int RowBlocksFields = 7;

    /// <summary>Counts a sound model on a board.</summary>
    /// <param name="model">The model.</param>
    /// <param name="contentBytes">Bytes of its content.</param>
    /// <param name="freeBytes">Bytes of heap that are free before it is loaded.</param>
    public ModelMemory(IntegerModel model, int contentBytes, long freeBytes)
    {
        DeviceInference prepared = new(model, Budget(freeBytes - BoardHeap.ModelBytes(model)));
        int ofBlocks = BoardHeap.ObjectBytes(RowBlocksFields);
        BlockInference? blocks = BlockInference.Create(prepared, Budget(freeBytes - prepared.HeapBytes()) - ofBlocks);
        InBlocks = blocks is not null;
        int[] inBlocks = [.. Enumerable.Range(0, model.RecordedLayers).Select(l => blocks is null ? 0 : BlockBytes(blocks.Network.Plan, l, prepared.CanCount))];
        Layers = [.. model.Layers.Select((layer, l) => LayerBytes(model, layer) + BoardHeap.PreparedLayerBytes(prepared.Layers[l], layer) + inBlocks[l])];
        Softmax = BoardHeap.ArrayBytes(model.SoftmaxTable.Length, sizeof(ushort)) + BoardHeap.ArrayBytes(model.Logits.Width, 1) + inBlocks[^1];
        Whole = prepared.HeapBytes() + (blocks is null ? BoardHeap.ArrayBytes(prepared.OutputRowBytes, 1) : ofBlocks + blocks.HeapBytes());
        Least = LoadingMemory.Most(model, contentBytes);
        Peak = Math.Max(Whole, Least);
    }

    /// <summary>True where the firmware computes 64 rows at a time.</summary>
    public bool InBlocks { get; }

    /// <summary>Bytes of every layer, with what it takes to compute it for 64 rows at a time.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Bytes of the softmax: its table, the codes of a row, and its share of a table of codes.</summary>
    public int Softmax { get; }

    /// <summary>Bytes when ready to run.</summary>
    public int Whole { get; }

    /// <summary>Bytes without which the board refuses the model: while it is read some of its content is still there.</summary>
    public long Least { get; }

    /// <summary>Most bytes on the way there.</summary>
    public long Peak { get; }

    private static int Budget(long freeBytes) => HeapBudget.ForSpeed((uint)Math.Max(0, freeBytes));

    /// <summary>
    /// What a recorded layer takes in blocks: its program and its planes with their complements where it is computed, its share of the
    /// table's bits where it is looked up.
    /// </summary>
    private static int BlockBytes(SlicedPlan plan, int recorded, bool counts)
    {
        TensorFormat codes = plan.Model.RecordedFormat(recorded);
        if (recorded < plan.Cut)
        {
            return SlicedLayer.HeapBytes(codes.Width, plan.Model.Layers[recorded].Input.Width)
                + 2 * sizeof(ulong) * codes.Width
                + (recorded == 0 && counts ? CountingLayer.HeapBytes(codes.Width) : 0);
        }

        return plan.Table is null ? 0 : plan.TableBytes / plan.EntryBytes * codes.Width * codes.Bits / 8;
    }

    /// <summary>What one more such layer adds to a model.</summary>
    private static int LayerBytes(IntegerModel model, DenseLayer layer) => Bytes(model, layer, layer) - Bytes(model, layer);

    private static int Bytes(IntegerModel model, params DenseLayer[] layers) =>
        BoardHeap.ModelBytes(new IntegerModel(model.Input, layers, model.SoftmaxTable, model.ProbabilityBits));
}
