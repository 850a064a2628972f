using Edge.Experiments.Runs;
using Edge.Information;
using Edge.Information.Exact;

namespace Edge.Experiments.Traces;

/// <summary>A trace that is read: epochs of one run measured on the host, in one or several series.</summary>
public sealed class EpochTrace
{
    private readonly byte[] bytes;
    private readonly int first;

    private EpochTrace(EpochTraceHeader header, byte[] bytes, int first, int count)
    {
        Header = header;
        Count = count;
        this.bytes = bytes;
        this.first = first;
    }

    /// <summary>What the records are of.</summary>
    public EpochTraceHeader Header { get; }

    /// <summary>Number of measured epochs.</summary>
    public int Count { get; }

    /// <summary>Reads a trace; a torn end is passed over.</summary>
    /// <returns>The trace, or null where there is no file or not even a whole header.</returns>
    /// <exception cref="RunFolderException">The file can't be read, or a newer version wrote it.</exception>
    public static EpochTrace? Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return File.Exists(path) ? Parse(path, File.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path} can't be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Epoch of a record.</summary>
    /// <param name="index">0..<see cref="Count"/> - 1; epochs rise.</param>
    public int EpochAt(int index) => EpochRecord.EpochAt(bytes, Position(index));

    /// <summary>Bytes of header and whole records.</summary>
    internal int Length => Position(Count);

    /// <summary>The records, one object filled again and again.</summary>
    public IEnumerable<EpochRecord> Records()
    {
        EpochRecord record = new(Header);
        for (int i = 0; i < Count; i++)
        {
            record.Read(bytes, Position(i), Header);
            yield return record;
        }
    }

    /// <summary>The points of all layers of the first series on all row sets at the given records.</summary>
    /// <param name="device">What computed the codes.</param>
    /// <param name="wanted">Which epochs; null for all.</param>
    public IEnumerable<PlanePoint> Points(string device, Predicate<int>? wanted = null) => Points(device, 0, 1, wanted);

    /// <summary>The points of one series.</summary>
    /// <param name="device">What computed the codes.</param>
    /// <param name="series">Index of the series in <see cref="EpochTraceHeader.Series"/>.</param>
    /// <param name="wanted">Which epochs; null for all.</param>
    public IEnumerable<PlanePoint> Points(string device, int series, Predicate<int>? wanted = null) => Points(device, series, series + 1, wanted);

    /// <summary>The points of some series: epoch by epoch, series by series, set by set, layer by layer.</summary>
    /// <param name="device">What computed the codes.</param>
    /// <param name="first">Index of the first series.</param>
    /// <param name="end">Index beyond the last series.</param>
    /// <param name="wanted">Which epochs; null for all.</param>
    public IEnumerable<PlanePoint> Points(string device, int first, int end, Predicate<int>? wanted)
    {
        foreach (EpochRecord record in Records())
        {
            if (wanted is not null && !wanted(record.Epoch))
            {
                continue;
            }

            for (int series = first; series < end; series++)
            {
                for (int set = 0; set < Header.Sets.Count; set++)
                {
                    LayerInformation[] layers = record.Information(series, set);
                    for (int l = 0; l < layers.Length; l++)
                    {
                        yield return Header.Sets[set].Point(Header.Run, record.Epoch, Header.Series[series], l, device, layers[l]);
                    }
                }
            }
        }
    }

    /// <summary>Reads the bytes of a trace.</summary>
    /// <exception cref="RunFolderException">A newer version wrote it.</exception>
    internal static EpochTrace? Parse(string path, byte[] bytes)
    {
        try
        {
            EpochTraceHeader? header = EpochTraceHeader.Parse(bytes, out int first);
            if (header is null)
            {
                return null;
            }

            int count = 0;
            int length = header.RecordBytes;
            while (first + ((count + 1L) * length) <= bytes.Length && EpochRecord.IsWhole(bytes, first + (count * length), length))
            {
                count++;
            }

            return new EpochTrace(header, bytes, first, count);
        }
        catch (InvalidDataException newer)
        {
            throw new RunFolderException($"{path} {newer.Message}", newer);
        }
    }

    private int Position(int index) => first + (index * Header.RecordBytes);
}
