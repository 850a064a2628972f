using System.Globalization;
using System.Text;
using CsvHelper;
using Edge.Core.Models;
using Edge.Names;

namespace Edge.Experiments.Data.Tables;

/// <summary>
/// Reads a table of numbers with a label per row. Fields are separated by commas, semicolons, tabs or bars, whichever the first lines show;
/// a first row without any number, or with a field that is the label's name (no number), is a header. The label may be a number or a word and stands in
/// the column asked for (by name, or by number from 1 where there is no such name), else in <c>y</c>, else in the last one. Rows are named
/// by their line in the file, columns by number from 1 and name.
/// </summary>
internal sealed class CsvTableReader
{
    private const string DefaultLabel = "y";
    private const string UnnamedLabel = "label";

    private readonly string path;
    private readonly string? label;
    private readonly NumberList values = new();
    private readonly List<string> labels = [];
    private readonly List<int> lines = [];
    private string[] columns = [];
    private int labelIndex;

    private CsvTableReader(string path, string? label)
    {
        this.path = path;
        this.label = label;
    }

    /// <summary>Reads a file in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">Name or number of the label column; null for the default.</param>
    /// <exception cref="DataSetException">The file can't be read, or a field is not what it should be; names row and column from 1.</exception>
    public static NumberTable Read(string path, string? label)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            CsvTableReader reader = new(path, label);
            reader.ReadRows();
            return reader.ToTable();
        }
        catch (CsvFormatException failure)
        {
            throw new DataSetException($"{path}, row {failure.LineNumber}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path} can't be read: {failure.Message}", failure);
        }
    }

    private void ReadRows()
    {
        CsvReaderOptions options = new()
        {
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        using CsvReader csv = CsvReader.FromFile(path, options);
        bool first = true;
        while (csv.Read())
        {
            if (first)
            {
                first = false;
                string[] fields = csv.Current.ToArray();
                bool header = IsHeader(fields);
                StartTable(fields, header, csv.LineNumber);
                if (header)
                {
                    continue;
                }
            }

            AddRow(csv);
        }

        if (labels.Count == 0)
        {
            throw new DataSetException(first ? $"{path} is empty" : $"{path} holds a header and no rows");
        }
    }

    private bool IsHeader(string[] fields)
    {
        string wanted = label ?? DefaultLabel;
        return (!TryNumber(wanted, out _) && Array.IndexOf(fields, wanted) >= 0) || !Array.Exists(fields, field => TryNumber(field, out _));
    }

    private void StartTable(string[] fields, bool header, long row)
    {
        if (fields.Length < 2)
        {
            throw new DataSetException($"{path}, row {row}: one column only; at least one input and the label are needed");
        }

        if (fields.Length - 1 > ModelLimits.MaxWidth)
        {
            throw new DataSetException($"{path}, row {row}: {fields.Length - 1} input columns; at most {ModelLimits.MaxWidth} can be used");
        }

        labelIndex = LabelIndex(fields, header);
        columns = new string[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            columns[i] = header && fields[i].Length > 0 ? fields[i]
                : i == labelIndex ? UnnamedLabel
                : "x" + (i < labelIndex ? i : i - 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    private int LabelIndex(string[] fields, bool header)
    {
        string wanted = label ?? DefaultLabel;
        int[] named = [.. Enumerable.Range(0, fields.Length).Where(i => header && fields[i] == wanted)];
        if (named.Length > 1)
        {
            throw new DataSetException($"{path}: columns {named[0] + 1} and {named[1] + 1} are both named '{wanted}'; which is the label?");
        }

        if (named.Length == 1)
        {
            return named[0];
        }

        if (label is null)
        {
            return fields.Length - 1;
        }

        if (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= fields.Length)
        {
            return number - 1;
        }

        throw new DataSetException(
            header
                ? $"{path}: no column '{label}'{NearestName.Suggestion(label, fields)}"
                : $"{path}: no column '{label}': the first row is no header, it holds numbers; name the label column by its number, 1..{fields.Length}");
    }

    private void AddRow(CsvReader csv)
    {
        long row = csv.LineNumber;
        if (csv.FieldCount != columns.Length)
        {
            throw new DataSetException($"{path}, row {row}: {csv.FieldCount} columns, the first row has {columns.Length}");
        }

        if ((long)values.Count + columns.Length > Array.MaxLength)
        {
            throw new DataSetException($"{path}, row {row}: more than {Array.MaxLength} values; use fewer rows");
        }

        for (int i = 0; i < columns.Length; i++)
        {
            if (i != labelIndex)
            {
                values.Add(Number(csv.GetSpan(i), row, i));
            }
        }

        string name = csv.GetString(labelIndex) ?? "";
        if (name.Length == 0)
        {
            throw new DataSetException($"{path}, row {row}, column {labelIndex + 1} ({columns[labelIndex]}): the label is missing");
        }

        labels.Add(name);
        lines.Add((int)row);
    }

    private double Number(ReadOnlySpan<byte> field, long row, int column)
    {
        // Bits, codes and pixels are most of what tables hold, and their digits are read much faster than a number's.
        if (byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out byte small))
        {
            return small;
        }

        bool isNumber = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        if (isNumber && double.IsFinite(value))
        {
            return value;
        }

        string text = Encoding.UTF8.GetString(field);
        string what = text.Length == 0 ? "the field is empty, a number is needed"
            : isNumber ? $"'{text}' is no finite number"
            : $"'{text}' is no number";
        string hint = text.Contains(',', StringComparison.Ordinal) ? " (the decimal mark is a point)" : "";
        throw new DataSetException($"{path}, row {row}, column {column + 1} ({columns[column]}): {what}{hint}");
    }

    private static bool TryNumber(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private NumberTable ToTable()
    {
        string[] inputs = [.. columns.Where((_, i) => i != labelIndex)];
        return new NumberTable(
            path,
            inputs,
            values,
            labels,
            $"column {labelIndex + 1} ({columns[labelIndex]})",
            (row, input) => $"row {lines[row]}, column {(input < labelIndex ? input : input + 1) + 1} ({inputs[input]})");
    }
}
