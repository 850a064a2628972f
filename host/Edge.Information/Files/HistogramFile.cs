using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Files;
using Edge.Information.Codes;

namespace Edge.Information.Files;

/// <summary>
/// Histograms of a network's codes, <c>name.edgehistogram</c>: the header of a recording, for every layer its distinct words and counts, and the
/// SHA-256 of all of it at the end. A file that is not whole, or of which a bit is not what was written, is refused.
/// </summary>
public static class HistogramFile
{
    /// <summary>Extension of the files.</summary>
    public const string Extension = ".edgehistogram";

    /// <summary>Version of the layout that is written; the only one that is read.</summary>
    public const int Version = 1;

    private const int HashLength = SealedBytes.HashLength;

    private static ReadOnlySpan<byte> Magic => "EDGH"u8;

    /// <summary>Writes histograms, replacing what was there; the file appears only when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The histograms.</param>
    /// <exception cref="IOException">The file can't be written; what was there is untouched.</exception>
    public static void Write(string path, HistogramTable table) => AtomicFile.WriteBytes(path, ToBytes(table));

    /// <summary>Reads histograms.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CodesFileException">It is torn, altered, of another kind or of a newer version.</exception>
    /// <exception cref="IOException">It does not exist or can't be read.</exception>
    public static HistogramTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return FromBytes(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new CodesFileException(path, e.Message.TrimEnd('.') + ".", e);
        }
    }

    /// <summary>The bytes of a file.</summary>
    public static byte[] ToBytes(HistogramTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(0L);
        var shapes = table.Layers.Select(layer => new LayerShape(layer.Name, layer.Histogram.Words.Width, layer.Histogram.Words.Bits)).ToArray();
        writer.Write(new CodesHeader(table.Origin, table.Rows, shapes).ToBytes());
        foreach (var layer in table.Layers)
        {
            var streamed = Encoding.UTF8.GetBytes(layer.Streamed ?? "");
            writer.Write((byte)streamed.Length);
            writer.Write(streamed);
            writer.Write(layer.Histogram.Distinct);
            var word = new byte[layer.Histogram.Words.BytesPerRow];
            for (var number = 0; number < layer.Histogram.Distinct; number++)
            {
                layer.Histogram.Words.CopyRowBytes(number, word);
                writer.Write(word);
                foreach (var count in layer.Histogram.Counts.Slice(number * table.Origin.Classes, table.Origin.Classes))
                {
                    writer.Write((uint)count);
                }
            }
        }

        writer.Flush();
        var bytes = new byte[stream.Length + HashLength];
        stream.GetBuffer().AsSpan(0, (int)stream.Length).CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), bytes.Length);
        SHA256.HashData(bytes.AsSpan(0, (int)stream.Length), bytes.AsSpan((int)stream.Length));
        return bytes;
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="FormatException">They are torn, altered, of another kind or of a newer version.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static HistogramTable FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(SealedBytes.Content(bytes, Magic, Version, Extension, "count again or fetch a whole copy"));
        var header = CodesHeader.Read(ref reader);
        var layers = new List<HistogramLayer>();
        foreach (var shape in header.Layers)
        {
            var streamed = reader.Text("the reason why a layer was streamed");
            layers.Add(new HistogramLayer(shape.Name, Histogram(ref reader, shape, header.Origin.Classes), streamed.Length == 0 ? null : streamed));
        }

        reader.End("the histograms");
        return new HistogramTable(header.Origin, header.Rows, layers);
    }

    private static CodeHistogram Histogram(ref ByteReader reader, LayerShape shape, int classes)
    {
        var distinct = reader.Int32("distinct words");
        var stride = shape.BytesPerRow + (sizeof(uint) * classes);
        if (distinct < 1)
        {
            throw new FormatException($"{distinct} distinct words of layer '{shape.Name}'");
        }

        var words = reader.Take((long)distinct * stride, $"words of layer '{shape.Name}'");
        var counts = new long[distinct * classes];
        for (var place = 0; place < counts.Length; place++)
        {
            counts[place] = BinaryPrimitives.ReadUInt32LittleEndian(
                words[((place / classes * stride) + shape.BytesPerRow + (sizeof(uint) * (place % classes)))..]);
        }

        return CodeHistogram.From(PackedCodes.FromRowBytes(words, 0, stride, distinct, shape.Width, shape.Bits), counts, classes);
    }
}
