using System.Buffers.Binary;
using Edge.Core.Protocol;
using Edge.Information.Exact;

namespace Edge.Experiments.Traces;

/// <summary>
/// What is measured of a run's integer model at one epoch. In a trace, little-endian: i32 epoch, f64 loss, i32 right answers on the training
/// and on the test rows, then for each row set and each layer f64 I(X;T), f64 I(T;Y), i32 distinct code words; last the CRC-32 of all before.
/// One object is filled again and again.
/// </summary>
public sealed class EpochRecord
{
    private const int FixedBytes = 4 + 8 + 4 + 4;
    private const int BytesPerLayer = 8 + 8 + 4;

    private readonly LayerInformation[][] information;

    /// <summary>Makes room for a network's layers on some row sets.</summary>
    public EpochRecord(int layers, int sets)
    {
        information = [.. Enumerable.Range(0, sets).Select(_ => new LayerInformation[layers])];
    }

    /// <summary>Epochs trained.</summary>
    public int Epoch { get; set; }

    /// <summary>
    /// Mean cross-entropy of the training rows during the epoch (training pass, before each step), in nats; NaN for the initial network.
    /// </summary>
    public double TrainingLoss { get; set; }

    /// <summary>Training rows whose largest logit code is that of the true class.</summary>
    public int CorrectTrain { get; set; }

    /// <summary>The same of the test rows.</summary>
    public int CorrectTest { get; set; }

    /// <summary>The layers from the input on, on one row set; to be filled.</summary>
    public LayerInformation[] Information(int set) => information[set];

    /// <summary>Bytes of a record.</summary>
    public static int Bytes(int layers, int sets) => FixedBytes + (layers * sets * BytesPerLayer) + sizeof(uint);

    /// <summary>Writes the record.</summary>
    /// <param name="bytes">Receives it.</param>
    /// <param name="at">Where.</param>
    /// <returns>Where the next one begins.</returns>
    public int Write(byte[] bytes, int at)
    {
        Span<byte> target = bytes.AsSpan(at);
        BinaryPrimitives.WriteInt32LittleEndian(target, Epoch);
        BinaryPrimitives.WriteDoubleLittleEndian(target[4..], TrainingLoss);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], CorrectTrain);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], CorrectTest);
        int length = FixedBytes;
        foreach (LayerInformation[] layers in information)
        {
            foreach (LayerInformation layer in layers)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(target[length..], layer.IXT);
                BinaryPrimitives.WriteDoubleLittleEndian(target[(length + 8)..], layer.ITY);
                BinaryPrimitives.WriteInt32LittleEndian(target[(length + 16)..], (int)layer.Distinct);
                length += BytesPerLayer;
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(target[length..], Crc32.Of(bytes, at, length));
        return at + length + sizeof(uint);
    }

    /// <summary>True where a record's CRC fits.</summary>
    public static bool IsWhole(byte[] bytes, int at, int length) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + length - sizeof(uint))) == Crc32.Of(bytes, at, length - sizeof(uint));

    /// <summary>Number of the epoch of a written record.</summary>
    public static int EpochAt(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    /// <summary>Reads a record that is whole.</summary>
    /// <param name="bytes">The trace.</param>
    /// <param name="at">Where the record begins.</param>
    /// <param name="sets">The row sets, for their H(X).</param>
    public void Read(byte[] bytes, int at, IReadOnlyList<TracedRows> sets)
    {
        ReadOnlySpan<byte> source = bytes.AsSpan(at);
        Epoch = BinaryPrimitives.ReadInt32LittleEndian(source);
        TrainingLoss = BinaryPrimitives.ReadDoubleLittleEndian(source[4..]);
        CorrectTrain = BinaryPrimitives.ReadInt32LittleEndian(source[12..]);
        CorrectTest = BinaryPrimitives.ReadInt32LittleEndian(source[16..]);
        int length = FixedBytes;
        for (int set = 0; set < information.Length; set++)
        {
            double saturation = sets[set].HX * LayerInformation.SaturationShare;
            for (int layer = 0; layer < information[set].Length; layer++)
            {
                double aboutInput = BinaryPrimitives.ReadDoubleLittleEndian(source[length..]);
                double aboutLabel = BinaryPrimitives.ReadDoubleLittleEndian(source[(length + 8)..]);
                int distinct = BinaryPrimitives.ReadInt32LittleEndian(source[(length + 16)..]);

                // The integer model is a function of its input: H(T) is I(X;T).
                information[set][layer] = new LayerInformation(aboutInput, aboutInput, aboutLabel, distinct, aboutInput >= saturation);
                length += BytesPerLayer;
            }
        }
    }
}
