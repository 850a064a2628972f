using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Core.Models;

namespace Edge.Experiments.Data;

/// <summary>A table of input codes with a class for every row. Immutable by convention: nobody writes into its arrays.</summary>
public sealed class DataSet
{
    // Of up to four bytes each in UTF-8: they fit the 255 bytes that a recording has for it.
    private const int LongestShortName = 63;

    /// <summary>Puts a table together and checks that its parts fit each other.</summary>
    /// <param name="name">How the data set was asked for: <c>szt</c>, <c>mnist:FOLDER</c>, a file name.</param>
    /// <param name="input">Width and code range of a row.</param>
    /// <param name="codes">Input codes, [rows * width], one row after the other.</param>
    /// <param name="labels">Class of each row, 0..classes - 1.</param>
    /// <param name="classNames">Name of each class, at least two.</param>
    /// <param name="columnNames">Name of each input column, [width].</param>
    /// <param name="givenTrainRows">
    /// Where the data set comes divided: the number of leading rows that are its training set. Null where a split has to be drawn.
    /// </param>
    /// <exception cref="DataSetException">The parts don't fit: the message names the first that does not.</exception>
    public DataSet(
        string name,
        InputTensor input,
        byte[] codes,
        int[] labels,
        IReadOnlyList<string> classNames,
        IReadOnlyList<string> columnNames,
        int? givenTrainRows = null)
    {
        Name = name;
        Input = input;
        Codes = codes;
        Labels = labels;
        ClassNames = classNames;
        ColumnNames = columnNames;
        GivenTrainRows = givenTrainRows;
        Check();
        Sha256 = Hash();
    }

    /// <summary>How the data set was asked for.</summary>
    public string Name { get; }

    /// <summary>
    /// The name without a folder, at most 63 characters, none a control character: what recorded files say. <c>mnist</c> for
    /// <c>mnist:FOLDER</c>, the file's name for a file.
    /// </summary>
    public string ShortName
    {
        get
        {
            bool mnist = Name.StartsWith(MnistDataSet.Prefix, StringComparison.Ordinal);
            string name = mnist ? MnistDataSet.Prefix.TrimEnd(':') : Path.GetFileName(Name);
            IEnumerable<Rune> runes = name.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestShortName);
            return string.Concat(runes.Select(rune => rune.ToString()));
        }
    }

    /// <summary>Width and code range of a row.</summary>
    public InputTensor Input { get; }

    /// <summary>Input codes, [Rows * Input.Width].</summary>
    public byte[] Codes { get; }

    /// <summary>Class of each row, [Rows].</summary>
    public int[] Labels { get; }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Names of the input columns, [Input.Width].</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Number of leading rows that are the training set, where the data set comes divided.</summary>
    public int? GivenTrainRows { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>Number of classes.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>
    /// SHA-256 of the content: u32 rows, u32 width, u32 top code, u32 classes, u32 given train rows (or 2^32 - 1), all little-endian, then
    /// the codes, then the labels as i32. Names are outside.
    /// </summary>
    public byte[] Sha256 { get; }

    /// <summary>Codes of one row, [Input.Width].</summary>
    public ReadOnlySpan<byte> Row(int row) => Codes.AsSpan(row * Input.Width, Input.Width);

    private void Check()
    {
        if (Rows == 0)
        {
            throw new DataSetException($"data set '{Name}' has no rows");
        }

        if (Input.Width is < 1 or > ModelLimits.MaxWidth)
        {
            throw new DataSetException($"data set '{Name}' has {Input.Width} input columns; 1 to {ModelLimits.MaxWidth} can be used");
        }

        if ((long)Rows * Input.Width != Codes.Length || ColumnNames.Count != Input.Width)
        {
            throw new DataSetException(
                $"data set '{Name}': {Codes.Length} codes and {ColumnNames.Count} column names don't make {Rows} rows of {Input.Width}");
        }

        if (ClassNames.Count < 2)
        {
            throw new DataSetException($"data set '{Name}' has {ClassNames.Count} class; at least 2 are needed");
        }

        int wrongLabel = Array.FindIndex(Labels, label => label < 0 || label >= ClassNames.Count);
        if (wrongLabel >= 0)
        {
            throw new DataSetException(
                $"data set '{Name}', row {wrongLabel}: label {Labels[wrongLabel]} is not within 0..{ClassNames.Count - 1}");
        }

        int wrongCode = Array.FindIndex(Codes, code => code > Input.TopCode);
        if (wrongCode >= 0)
        {
            throw new DataSetException(
                $"data set '{Name}', row {wrongCode / Input.Width}, column {ColumnNames[wrongCode % Input.Width]}: "
                + $"code {Codes[wrongCode]} is above {Input.TopCode}");
        }

        if (GivenTrainRows is int given && (given < 1 || given > Rows))
        {
            throw new DataSetException($"data set '{Name}': {given} train rows of {Rows}");
        }
    }

    private byte[] Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] number = new byte[4];
        foreach (uint value in (uint[])
            [(uint)Rows, (uint)Input.Width, (uint)Input.TopCode, (uint)Classes, GivenTrainRows is int given ? (uint)given : uint.MaxValue])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
            hash.AppendData(number);
        }

        hash.AppendData(Codes);
        foreach (int label in Labels)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, label);
            hash.AppendData(number);
        }

        return hash.GetHashAndReset();
    }
}
