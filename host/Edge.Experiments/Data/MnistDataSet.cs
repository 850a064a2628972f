using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Edge.Experiments.Data;

/// <summary>
/// Handwritten digits (LeCun, Cortes and Burges) from the four idx files of a folder the user names, plain or gzipped: 60,000 training rows
/// followed by 10,000 test rows, 784 pixels of 8 bits each.
/// </summary>
public static class MnistDataSet
{
    /// <summary>Prefix in the catalogue, followed by the folder.</summary>
    public const string Prefix = "mnist:";

    /// <summary>Pixels of an image along each side.</summary>
    public const int Side = 28;

    /// <summary>Training rows; the test rows follow them.</summary>
    public const int TrainRows = 60000;

    /// <summary>Test rows.</summary>
    public const int TestRows = 10000;

    private const int Pixels = Side * Side;
    private const int Classes = 10;
    private const uint ImageMagic = 0x0803;
    private const uint LabelMagic = 0x0801;

    /// <summary>Reads the folder: pixel codes 0..255 with zero point 0 and scale 1/255.</summary>
    /// <exception cref="DataSetException">The folder or a file is missing, or a file is not the one it should be.</exception>
    public static DataSet Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new DataSetException(
                $"no folder '{folder}'; name the data set as {Prefix}PATH, a folder with train-images-idx3-ubyte and its three companions");
        }

        byte[] codes = new byte[(TrainRows + TestRows) * Pixels];
        byte[] classes = new byte[TrainRows + TestRows];
        ReadImages(folder, "train-images-idx3-ubyte", TrainRows, codes.AsSpan(0, TrainRows * Pixels));
        ReadImages(folder, "t10k-images-idx3-ubyte", TestRows, codes.AsSpan(TrainRows * Pixels));
        ReadLabels(folder, "train-labels-idx1-ubyte", classes.AsSpan(0, TrainRows));
        ReadLabels(folder, "t10k-labels-idx1-ubyte", classes.AsSpan(TrainRows));

        string[] columns = new string[Pixels];
        for (int i = 0; i < Pixels; i++)
        {
            columns[i] = string.Create(CultureInfo.InvariantCulture, $"r{i / Side}c{i % Side}");
        }

        string[] names = [.. Enumerable.Range(0, Classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        int[] labels = Array.ConvertAll(classes, label => (int)label);
        return new DataSet(Prefix + folder, new InputTensor(Pixels, 8, 255, 0, 1.0 / 255), codes, labels, names, columns, TrainRows);
    }

    private static void ReadImages(string folder, string file, int rows, Span<byte> pixels)
    {
        byte[] header = new byte[16];
        string path = ReadWhole(folder, file, header, pixels);
        RequireNumber(path, header, 0, ImageMagic, "magic number");
        RequireNumber(path, header, 4, (uint)rows, "number of images");
        RequireNumber(path, header, 8, Side, "rows of an image");
        RequireNumber(path, header, 12, Side, "columns of an image");
    }

    private static void ReadLabels(string folder, string file, Span<byte> labels)
    {
        byte[] header = new byte[8];
        string path = ReadWhole(folder, file, header, labels);
        RequireNumber(path, header, 0, LabelMagic, "magic number");
        RequireNumber(path, header, 4, (uint)labels.Length, "number of labels");
        int wrong = labels.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
        {
            throw new DataSetException($"{path}: label {wrong} is {labels[wrong]}, not a digit 0..{Classes - 1}");
        }
    }

    /// <summary>Fills header and body from the plain or the gzipped file; returns its path.</summary>
    private static string ReadWhole(string folder, string file, byte[] header, Span<byte> body)
    {
        string path = Path.Combine(folder, file);
        bool zipped = !File.Exists(path);
        path = zipped ? path + ".gz" : path;
        if (!File.Exists(path))
        {
            throw new DataSetException($"'{folder}' holds neither {file} nor {file}.gz");
        }

        try
        {
            using FileStream raw = File.OpenRead(path);
            using Stream stream = zipped ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            read += stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false);
            if (read != header.Length + body.Length || stream.ReadByte() >= 0)
            {
                throw new DataSetException(
                    $"{path} should hold {header.Length + body.Length} bytes{(zipped ? " unpacked" : "")}, it holds "
                    + (read < header.Length + body.Length ? $"{read}" : "more"));
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path} can't be read: {failure.Message}", failure);
        }

        return path;
    }

    private static void RequireNumber(string path, byte[] header, int offset, uint expected, string what)
    {
        uint found = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(offset));
        if (found != expected)
        {
            throw new DataSetException($"{path}: {what} at byte {offset} is {found}, expected {expected}");
        }
    }
}
