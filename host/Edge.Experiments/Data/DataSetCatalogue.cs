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
    /// Opens a data set: a name of the catalogue, <c>mnist:FOLDER</c>, or the path of a CSV file (anything that ends in <c>.csv</c>, or a
    /// file that exists).
    /// </summary>
    /// <exception cref="DataSetException">The name is unknown (the nearest is named) or the file is not what it should be.</exception>
    public static DataSet Open(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            SztDataSet.Name => SztDataSet.Create(),
            TicTacToeDataSet.Name => TicTacToeDataSet.Create(),
            _ when name.StartsWith(MnistDataSet.Prefix, StringComparison.Ordinal) => MnistDataSet.Read(name[MnistDataSet.Prefix.Length..]),
            _ when name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || File.Exists(name) => CsvDataSetReader.Read(name),
            _ => throw Unknown(name),
        };
    }

    private static DataSetException Unknown(string name)
    {
        string[] known = [.. Entries.Select(entry => entry.Name), "FILE.csv"];
        return new DataSetException($"unknown data set '{name}'{NearestName.Suggestion(name, known)}");
    }
}
