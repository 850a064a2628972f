using System.Buffers.Binary;
using Edge.Core.Protocol;
using Edge.Information.Exact;
using Edge.Training.Optimizers;

namespace Edge.Experiments.Traces;

/// <summary>
/// What is measured of a run at one epoch. In a trace, little-endian: i32 epoch, f64 training loss, f64 test loss, i32 right answers on the
/// training and on the test rows; for each series, each row set and each layer f64 I(X;T), f64 I(T;Y), i32 distinct words; for each layer with
/// gradients f64 norms of mean, deviation and variance of the gradients and of the weights; last the CRC-32 of all before. Version 1 has no
/// test loss. One object is filled again and again.
/// </summary>
public sealed class EpochRecord
{
    private const int LossAt = 4;
    private const int FixedBytes = 4 + 8 + 8 + 4 + 4;
    private const int BytesPerLayer = 8 + 8 + 4;
    private const int BytesPerGradient = 4 * 8;

    private readonly LayerInformation[][][] information;

    /// <summary>Makes room for what a trace's records are of.</summary>
    public EpochRecord(EpochTraceHeader header)
        : this(header.Series, header.Sets.Count, header.GradientLayers.Count)
    {
    }

    /// <summary>Makes room for some series on some row sets.</summary>
    /// <param name="series">The series.</param>
    /// <param name="sets">Number of row sets.</param>
    /// <param name="gradients">Number of layers whose gradients are recorded.</param>
    public EpochRecord(IReadOnlyList<TracedSeries> series, int sets, int gradients)
    {
        ArgumentNullException.ThrowIfNull(series);
        information =
        [
            .. series.Select(one => Enumerable.Range(0, sets).Select(_ => new LayerInformation[one.Layers.Count]).ToArray()),
        ];
        Gradients = new GradientNorms[gradients];
    }

    /// <summary>Epochs trained.</summary>
    public int Epoch { get; set; }

    /// <summary>
    /// Mean cross-entropy of the training rows during the epoch (training pass, before each step), in nats; NaN for the initial network.
    /// </summary>
    public double TrainingLoss { get; set; }

    /// <summary>
    /// Mean cross-entropy of the test rows after the epoch, in nats, of a network in float arithmetic; NaN where the network is an integer model
    /// or there are no test rows.
    /// </summary>
    public double TestLoss { get; set; } = double.NaN;

    /// <summary>Training rows classified right: by the largest logit code of an integer model, or the largest probability in float arithmetic.</summary>
    public int CorrectTrain { get; set; }

    /// <summary>The same of the test rows.</summary>
    public int CorrectTest { get; set; }

    /// <summary>
    /// How the gradients of each layer's weights varied over the batches of the epoch, from the input on; NaN for the initial network; empty
    /// where they are not recorded. The number of batches is not in a trace and reads as 0.
    /// </summary>
    public GradientNorms[] Gradients { get; }

    /// <summary>The layers of the first series from the input on, on one row set; to be filled.</summary>
    public LayerInformation[] Information(int set) => information[0][set];

    /// <summary>The layers of a series from the input on, on one row set; to be filled.</summary>
    public LayerInformation[] Information(int series, int set) => information[series][set];

    /// <summary>Bytes of a record.</summary>
    public static int Bytes(EpochTraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        int layers = header.Series.Sum(series => series.Layers.Count) * header.Sets.Count;
        int length = FixedBytes + (layers * BytesPerLayer) + (header.GradientLayers.Count * BytesPerGradient) + sizeof(uint);
        return header.Version == 1 ? length - sizeof(double) : length;
    }

    /// <summary>Takes over epoch, losses and right answers.</summary>
    public void TakeMetrics(EpochRecord from)
    {
        ArgumentNullException.ThrowIfNull(from);
        (Epoch, TrainingLoss, TestLoss, CorrectTrain, CorrectTest) =
            (from.Epoch, from.TrainingLoss, from.TestLoss, from.CorrectTrain, from.CorrectTest);
    }

    /// <summary>Writes the record.</summary>
    /// <param name="bytes">Receives it.</param>
    /// <param name="at">Where.</param>
    /// <returns>Where the next one begins.</returns>
    public int Write(byte[] bytes, int at)
    {
        Span<byte> target = bytes.AsSpan(at);
        BinaryPrimitives.WriteInt32LittleEndian(target, Epoch);
        BinaryPrimitives.WriteDoubleLittleEndian(target[LossAt..], TrainingLoss);
        BinaryPrimitives.WriteDoubleLittleEndian(target[12..], TestLoss);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], CorrectTrain);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], CorrectTest);
        int length = FixedBytes;
        foreach (LayerInformation[][] sets in information)
        {
            foreach (LayerInformation[] layers in sets)
            {
                foreach (LayerInformation layer in layers)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(target[length..], layer.IXT);
                    BinaryPrimitives.WriteDoubleLittleEndian(target[(length + 8)..], layer.ITY);
                    BinaryPrimitives.WriteInt32LittleEndian(target[(length + 16)..], (int)layer.Distinct);
                    length += BytesPerLayer;
                }
            }
        }

        foreach (GradientNorms norms in Gradients)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[length..], norms.MeanNorm);
            BinaryPrimitives.WriteDoubleLittleEndian(target[(length + 8)..], norms.DeviationNorm);
            BinaryPrimitives.WriteDoubleLittleEndian(target[(length + 16)..], norms.VarianceNorm);
            BinaryPrimitives.WriteDoubleLittleEndian(target[(length + 24)..], norms.WeightNorm);
            length += BytesPerGradient;
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
    /// <param name="header">What it is of: its version, and the H(X) of the row sets.</param>
    public void Read(byte[] bytes, int at, EpochTraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        bool first = header.Version == 1;
        ReadOnlySpan<byte> source = bytes.AsSpan(at);
        Epoch = BinaryPrimitives.ReadInt32LittleEndian(source);
        TrainingLoss = BinaryPrimitives.ReadDoubleLittleEndian(source[LossAt..]);
        TestLoss = first ? double.NaN : BinaryPrimitives.ReadDoubleLittleEndian(source[12..]);
        int length = first ? 12 : 20;
        CorrectTrain = BinaryPrimitives.ReadInt32LittleEndian(source[length..]);
        CorrectTest = BinaryPrimitives.ReadInt32LittleEndian(source[(length + 4)..]);
        length += 8;
        foreach (LayerInformation[][] sets in information)
        {
            for (int set = 0; set < sets.Length; set++)
            {
                double saturation = header.Sets[set].HX * LayerInformation.SaturationShare;
                for (int layer = 0; layer < sets[set].Length; layer++)
                {
                    double aboutInput = BinaryPrimitives.ReadDoubleLittleEndian(source[length..]);
                    double aboutLabel = BinaryPrimitives.ReadDoubleLittleEndian(source[(length + 8)..]);
                    int distinct = BinaryPrimitives.ReadInt32LittleEndian(source[(length + 16)..]);

                    // A layer, binned or not, is a function of the input: H(T) is I(X;T).
                    sets[set][layer] = new LayerInformation(aboutInput, aboutInput, aboutLabel, distinct, aboutInput >= saturation);
                    length += BytesPerLayer;
                }
            }
        }

        for (int layer = 0; layer < Gradients.Length; layer++, length += BytesPerGradient)
        {
            Gradients[layer] = new GradientNorms(
                0,
                BinaryPrimitives.ReadDoubleLittleEndian(source[length..]),
                BinaryPrimitives.ReadDoubleLittleEndian(source[(length + 8)..]),
                BinaryPrimitives.ReadDoubleLittleEndian(source[(length + 16)..]),
                BinaryPrimitives.ReadDoubleLittleEndian(source[(length + 24)..]));
        }
    }
}
