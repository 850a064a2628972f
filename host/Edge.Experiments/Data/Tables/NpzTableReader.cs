using System.Globalization;
using Edge.Core.Models;
using Edge.Names;
using Edge.Information.Files;

namespace Edge.Experiments.Data.Tables;

/// <summary>
/// Reads a table from NumPy's <c>.npz</c>: <c>X</c> [rows, columns] and <c>y</c> [rows], booleans, integers, float32 or float64 in either
/// byte order and either order of dimensions. Values are named as NumPy does, <c>X[row, column]</c> from 0.
/// </summary>
internal static class NpzTableReader
{
    /// <summary>Extension of such files.</summary>
    public const string Extension = ".npz";

    private const string Inputs = "X";
    private const string DefaultLabels = "y";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">Name of the array of labels; null for <c>y</c>.</param>
    /// <exception cref="DataSetException">The file can't be read, or an array is missing or not what it should be.</exception>
    public static NumberTable Read(string path, string? label)
    {
        string labels = label ?? DefaultLabels;
        Dictionary<string, NpyArray> arrays = [];
        IReadOnlyList<string> names;
        try
        {
            names = NpzArchive.Read(path, name => name == Inputs || name == labels, arrays.Add);
        }
        catch (CodesFileException failure)
        {
            throw new DataSetException(failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path} can't be read: {failure.Message}", failure);
        }

        NpyArray x = Required(path, arrays, names, Inputs, 2, "[rows, columns]", "X.reshape(len(X), -1)");
        NpyArray y = Required(path, arrays, names, labels, 1, "[rows]", "y.ravel()");
        (int rows, int columns) = (x.Shape[0], x.Shape[1]);
        if (y.Shape[0] != rows)
        {
            throw new DataSetException($"{path}: {Inputs} has {rows} rows and {labels} {y.Shape[0]}");
        }

        if (rows == 0 || columns is < 1 or > ModelLimits.MaxWidth)
        {
            throw new DataSetException($"{path}: {Inputs} is [{rows}, {columns}]; at least 1 row and 1 to {ModelLimits.MaxWidth} columns are needed");
        }

        return new NumberTable(
            path,
            [.. Enumerable.Range(0, columns).Select(i => "x" + i.ToString(CultureInfo.InvariantCulture))],
            Values(path, x, columns),
            Labels(path, y, labels),
            $"array {labels}",
            (row, column) => $"{Inputs}[{row}, {column}]");
    }

    private static NpyArray Required(
        string path, Dictionary<string, NpyArray> arrays, IReadOnlyList<string> names, string name, int dimensions, string shape, string advice)
    {
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            throw new DataSetException($"{path}: no array '{name}'{NearestName.Suggestion(name, names)}");
        }

        return array.Shape.Count == dimensions
            ? array
            : throw new DataSetException($"{path}: {name} is [{string.Join(", ", array.Shape)}], {shape} is needed: {advice}");
    }

    private static NumberList Values(string path, NpyArray x, int columns)
    {
        NumberList values = new();
        for (int i = 0; i < x.Count; i++)
        {
            double value = x.Value(i);
            if (!double.IsFinite(value))
            {
                throw new DataSetException($"{path}, {Inputs}[{i / columns}, {i % columns}]: {x.Text(i)} is no finite number");
            }

            values.Add(value);
        }

        return values;
    }

    private static string[] Labels(string path, NpyArray y, string name)
    {
        string[] labels = new string[y.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            double value = y.Value(row);
            if (value != Math.Floor(value) || !double.IsFinite(value))
            {
                throw new DataSetException($"{path}, {name}[{row}]: {y.Text(row)} is no integer; labels number the classes");
            }

            labels[row] = y.IsFloat ? value.ToString("F0", CultureInfo.InvariantCulture) : y.Text(row);
        }

        return labels;
    }
}
