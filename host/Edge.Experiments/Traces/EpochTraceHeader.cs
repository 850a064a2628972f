using System.Buffers.Binary;
using System.Text;
using Edge.Core.Protocol;

namespace Edge.Experiments.Traces;

/// <summary>
/// The beginning of a trace: what its records are of. Little-endian: <c>EDTR</c>, u32 version, u32 length of the header, u32 length of a
/// record, u32 run, u64 seed, u32 training rows, u32 test rows; u32 series, each its name (u8 length, ASCII) and its layers (u32 number, their
/// names); u32 row sets, each its name, u32 rows, f64 H(X), f64 H(Y); u32 layers with gradients, their names; last the CRC-32 of all before.
/// Version 1 has the layers of one series in place of the series, and no gradients.
/// </summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Seed">Seed that it was trained with.</param>
/// <param name="TrainRows">Training rows: denominator of the accuracy on them.</param>
/// <param name="TestRows">Test rows, 0 or more.</param>
/// <param name="Series">What was measured, one or more.</param>
/// <param name="Sets">Row sets measured.</param>
/// <param name="GradientLayers">Names of the layers whose gradients are recorded; empty where none are.</param>
public sealed record EpochTraceHeader(
    int Run,
    ulong Seed,
    int TrainRows,
    int TestRows,
    IReadOnlyList<TracedSeries> Series,
    IReadOnlyList<TracedRows> Sets,
    IReadOnlyList<string> GradientLayers)
{
    /// <summary>Version written; all up to it are read.</summary>
    public const uint CurrentVersion = 2;

    private const uint Magic = 0x52544445;
    private const int VersionAt = 4;
    private const int LengthAt = 8;
    private const int FixedBytes = 12;

    /// <summary>Version of the trace.</summary>
    public uint Version { get; private init; } = CurrentVersion;

    /// <summary>Bytes of a record (<see cref="EpochRecord"/>).</summary>
    public int RecordBytes => EpochRecord.Bytes(this);

    /// <summary>Position of a series.</summary>
    /// <returns>Its index, or -1 where the trace has no series of that name.</returns>
    public int IndexOf(string series) => Series.ToList().FindIndex(one => one.Name == series);

    /// <summary>The header's bytes.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.ASCII);
        writer.Write(Magic);
        writer.Write(CurrentVersion);
        writer.Write(0);
        writer.Write(RecordBytes);
        writer.Write(Run);
        writer.Write(Seed);
        writer.Write(TrainRows);
        writer.Write(TestRows);
        writer.Write(Series.Count);
        foreach (TracedSeries series in Series)
        {
            writer.Write(series.Name);
            Write(writer, series.Layers);
        }

        writer.Write(Sets.Count);
        foreach (TracedRows rows in Sets)
        {
            writer.Write(rows.Name);
            writer.Write(rows.Rows);
            writer.Write(rows.HX);
            writer.Write(rows.HY);
        }

        Write(writer, GradientLayers);
        byte[] header = [.. bytes.ToArray(), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(LengthAt), header.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(header.Length - sizeof(uint)), Crc32.Of(header, 0, header.Length - sizeof(uint)));
        return header;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file's first bytes.</param>
    /// <param name="length">Length of the header.</param>
    /// <returns>The header, or null where it is torn or damaged.</returns>
    /// <exception cref="InvalidDataException">It was written by a newer version; the message is one line without the file's name.</exception>
    public static EpochTraceHeader? Parse(byte[] bytes, out int length)
    {
        length = 0;
        if (bytes.Length < FixedBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return null;
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(VersionAt));
        if (version > CurrentVersion)
        {
            throw new InvalidDataException($"was written by a newer version (trace format {version}, this one reads {CurrentVersion}); update");
        }

        int whole = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(LengthAt));
        if (whole < FixedBytes + sizeof(uint) || whole > bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(whole - sizeof(uint))) != Crc32.Of(bytes, 0, whole - sizeof(uint)))
        {
            return null;
        }

        length = whole;
        using BinaryReader reader = new(new MemoryStream(bytes, FixedBytes, whole - FixedBytes), Encoding.ASCII);
        reader.ReadInt32();
        (int run, ulong seed, int train, int test) = (reader.ReadInt32(), reader.ReadUInt64(), reader.ReadInt32(), reader.ReadInt32());
        TracedSeries[] series = version == 1 ? [new TracedSeries(TracedSeries.Codes, Names(reader))] : AllSeries(reader);
        TracedRows[] sets = RowSets(reader);
        return new EpochTraceHeader(run, seed, train, test, series, sets, version == 1 ? [] : Names(reader)) { Version = version };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> names)
    {
        writer.Write(names.Count);
        foreach (string name in names)
        {
            writer.Write(name);
        }
    }

    private static TracedSeries[] AllSeries(BinaryReader reader)
    {
        TracedSeries[] series = new TracedSeries[reader.ReadInt32()];
        for (int i = 0; i < series.Length; i++)
        {
            series[i] = new TracedSeries(reader.ReadString(), Names(reader));
        }

        return series;
    }

    private static string[] Names(BinaryReader reader)
    {
        string[] names = new string[reader.ReadInt32()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        return names;
    }

    private static TracedRows[] RowSets(BinaryReader reader)
    {
        TracedRows[] sets = new TracedRows[reader.ReadInt32()];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = new TracedRows(reader.ReadString(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
        }

        return sets;
    }
}
