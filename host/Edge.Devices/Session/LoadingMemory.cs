using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Devices.Session;

/// <summary>
/// Heap that a board needs for a model, in its blocks (<see cref="BoardHeap"/>): while it is read from its content, whose pieces are given
/// up on the way, and when it is ready to run. The firmware's buffers and inputs are not among it.
/// </summary>
internal static class LoadingMemory
{
    // The reader with its fields, the name of the layer it is at, and the table's and message's odds and ends.
    private const int ReaderFields = 6;
    private const int LayerNameBytes = 24;
    private const int TensorFormatFields = 4;
    private const int DenseLayerFields = 8;
    private const int IntegerModelFields = 4;

    /// <summary>Most bytes that are taken at one time.</summary>
    public static long Most(IntegerModel model, int contentBytes) => Math.Max(WhileRead(model, contentBytes), WhenReady(model));

    /// <summary>Bytes of content in pieces, with their table.</summary>
    public static long OfContent(int contentBytes) =>
        BoardHeap.ReferencesBytes(ModelContent.Pieces(contentBytes)) + OfPieces(contentBytes, 0);

    private static long WhenReady(IntegerModel model) =>
        new DeviceInference(model).HeapBytes() + (long)BoardHeap.ArrayBytes((model.RecordedBitsPerRow() + 7) >> 3, 1);

    /// <summary>Follows the reader from array to array; each is made before its bytes are read.</summary>
    private static long WhileRead(IntegerModel model, int contentBytes)
    {
        long taken = BoardHeap.ReferencesBytes(ModelContent.Pieces(contentBytes)) + BoardHeap.ObjectBytes(ReaderFields) + LayerNameBytes;
        long most = taken + OfPieces(contentBytes, 0);
        int position = 0;
        Read(BoardHeap.ObjectBytes(TensorFormatFields) + BoardHeap.ReferencesBytes(model.Layers.Length), ModelContent.HeaderBytes, 1);
        foreach (DenseLayer layer in model.Layers)
        {
            int neurons = layer.Output.Width;
            Read(BoardHeap.ObjectBytes(TensorFormatFields), ModelContent.LayerHeaderBytes, 1);
            Read(BoardHeap.ArrayBytes(neurons, sizeof(int)), sizeof(int) * neurons, 1);
            taken += BoardHeap.ReferencesBytes(layer.Thresholds.Length);
            Read(BoardHeap.ArrayBytes(layer.Output.TopCode, sizeof(int)), sizeof(int) * layer.Output.TopCode, layer.Thresholds.Length);
            taken += BoardHeap.ReferencesBytes(neurons);
            int row = layer.WeightBits == 1
                ? BoardHeap.ArrayBytes(DenseLayer.WordsPerRow(layer.Input.Width), sizeof(ulong))
                : BoardHeap.ArrayBytes(layer.Input.Width, 1);
            Read(row, ModelContent.WeightRowBytes(layer.Input.Width, layer.WeightBits), neurons);
            Read(BoardHeap.ObjectBytes(DenseLayerFields), 0, 1);
        }

        Read(BoardHeap.ArrayBytes(model.SoftmaxTable.Length, sizeof(ushort)), sizeof(ushort) * model.SoftmaxTable.Length, 1);
        Read(BoardHeap.ObjectBytes(IntegerModelFields), 0, 1);
        return most;

        void Read(int heapBytes, int bytes, int times)
        {
            for (int i = 0; i < times; i++)
            {
                taken += heapBytes;
                most = Math.Max(most, taken + OfPieces(contentBytes, position));
                position += bytes;
            }
        }
    }

    /// <summary>Bytes of the pieces that are left when so many bytes have been read.</summary>
    private static long OfPieces(int contentBytes, int position)
    {
        int pieces = ModelContent.Pieces(contentBytes);
        int first = position == 0 ? 0 : (position - 1) / ModelContent.PieceBytes;
        int last = contentBytes - ((pieces - 1) * ModelContent.PieceBytes);
        return ((long)(pieces - 1 - first) * BoardHeap.ArrayBytes(ModelContent.PieceBytes, 1)) + BoardHeap.ArrayBytes(last, 1);
    }
}
