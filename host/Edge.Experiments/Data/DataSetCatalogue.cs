using System.Text;
using Edge.Experiments.Data.Matlab;
using Edge.Experiments.Data.Tables;
using Edge.Information.Codes;
using Edge.Names;

namespace Edge.Experiments.Data;

/// <summary>The data sets that have a name.</summary>
public static class DataSetCatalogue
{
    private const string FolderWord = "FOLDER";

    /// <summary>What there is, in the order in which it is listed.</summary>
    public static IReadOnlyList<DataSetEntry> Entries { get; } =
    [
        new(SztDataSet.Name, "12 bits, icosahedral symmetry (Shwartz-Ziv and Tishby 2017); generated", 4096, 12, 2),
        new(TicTacToeDataSet.Name, "final boards of all games, did x win? (Raj et al. 2020); generated", 958, 9, 2),
        new(MnistDataSet.Prefix + FolderWord, "handwritten digits from the four idx files in a folder of yours", 70000, 784, 10),
    ];

    /// <summary>
    /// Opens a data set: a name of the catalogue, <c>mnist:FOLDER</c>, or the path of a table with what to read in it
    /// (<see cref="DataSetName"/>): <c>.npz</c>, <c>.mat</c>, and CSV for <c>.csv</c> and every other file that exists.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="map">Map that a table is to be read with, as a run folder or a model file keeps it; null to make one from the table.</param>
    /// <param name="classes">Names that number a table's classes, as a model has them; null to number the labels found in the table.</param>
    /// <exception cref="DataSetException">The name is unknown (the nearest is named) or the file is not what it should be.</exception>
    public static DataSet Open(string text, TableMap? map = null, IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Encoding.UTF8.GetByteCount(text) > CodeOrigin.MaximumTextBytes || text.Any(char.IsControl))
        {
            throw new DataSetException(
                $"data set '{text.ReplaceLineEndings(" ")}': recordings keep the name, which may have {CodeOrigin.MaximumTextBytes} bytes and no control characters; "
                + "use a shorter path");
        }

        DataSetName name = DataSetName.Parse(text);
        bool table = IsTable(name.Path);
        if (!table && (name.Label is not null || name.InputBits is not null))
        {
            throw new DataSetException($"'{name.Path}' takes no label and no input bits; they go with a table, FILE.csv or FILE.npz");
        }

        return name.Path switch
        {
            SztDataSet.Name => SztDataSet.Create(),
            TicTacToeDataSet.Name => TicTacToeDataSet.Create(),
            string path when path.StartsWith(MnistDataSet.Prefix, StringComparison.Ordinal) => MnistDataSet.Read(path[MnistDataSet.Prefix.Length..]),
            string path when HasExtension(path, SztMatFile.Extension) => SztMatFile.Read(path),
            _ when table => OpenTable(name, map, classes),
            _ => throw Unknown(name.Path),
        };
    }

    /// <summary>True for what <see cref="Open"/> takes as a table of numbers with a label column.</summary>
    public static bool IsTable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !HasExtension(path, SztMatFile.Extension)
            && !path.StartsWith(MnistDataSet.Prefix, StringComparison.Ordinal)
            && path is not (SztDataSet.Name or TicTacToeDataSet.Name)
            && (HasExtension(path, ".csv") || HasExtension(path, NpzTableReader.Extension) || File.Exists(path));
    }

    private static DataSet OpenTable(DataSetName name, TableMap? map, IReadOnlyList<string>? classes)
    {
        NumberTable table = HasExtension(name.Path, NpzTableReader.Extension)
            ? NpzTableReader.Read(name.Path, name.Label)
            : CsvTableReader.Read(name.Path, name.Label);
        return TableDataSet.Of(name, table, map, classes);
    }

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DataSetException Unknown(string name)
    {
        string[] known = [.. Entries.Select(entry => entry.Name), "FILE.csv", "FILE.npz"];
        return new DataSetException($"unknown data set '{name}'{NearestName.Suggestion(name, known)}");
    }
}
