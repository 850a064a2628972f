using System.Globalization;
using CsvHelper;

namespace Edge.Experiments.Data;

/// <summary>
/// Reads a table of small integers with a class per row. Fields are separated by commas, semicolons, tabs or bars, whichever the first
/// lines show; a first row without any number, or with a field <c>y</c>, is a header. The label stands in the column <c>y</c>, else in the
/// last one, and may be a number or a word. All other fields are codes 0..255, taken as they are (scale 1, zero point 0).
/// </summary>
public sealed class CsvDataSetReader
{
    private const string LabelColumn = "y";

    private readonly string path;
    private readonly List<byte> codes = [];
    private readonly List<string> labels = [];
    private string[] columns = [];
    private int labelIndex;

    private CsvDataSetReader(string path)
    {
        this.path = path;
    }

    /// <summary>Reads a file in UTF-8.</summary>
    /// <exception cref="DataSetException">The file can't be read, or a field is wrong; row and column are named, from 1.</exception>
    public static DataSet Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            CsvDataSetReader reader = new(path);
            reader.ReadRows();
            return reader.ToDataSet();
        }
        catch (CsvFormatException failure)
        {
            throw new DataSetException($"{path}, row {failure.LineNumber}: {failure.Message.ReplaceLineEndings(" ")}", failure);
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
            string[] fields = csv.Current.ToArray();
            if (first)
            {
                first = false;
                bool header = IsHeader(fields);
                StartTable(fields, header);
                if (header)
                {
                    continue;
                }
            }

            AddRow(fields, csv.LineNumber);
        }

        if (labels.Count == 0)
        {
            throw new DataSetException($"{path} holds no rows");
        }
    }

    private static bool IsHeader(string[] fields) =>
        Array.IndexOf(fields, LabelColumn) >= 0
        || !Array.Exists(fields, field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private void StartTable(string[] fields, bool header)
    {
        if (fields.Length < 2)
        {
            throw new DataSetException($"{path}, row 1: one column only; at least one input and the label are needed");
        }

        int named = header ? Array.IndexOf(fields, LabelColumn) : -1;
        labelIndex = named >= 0 ? named : fields.Length - 1;
        columns = new string[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            int input = i < labelIndex ? i : i - 1;
            columns[i] = header && fields[i].Length > 0 ? fields[i] : "x" + input.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void AddRow(string[] fields, long row)
    {
        if (fields.Length != columns.Length)
        {
            throw new DataSetException($"{path}, row {row}: {fields.Length} columns, the first row has {columns.Length}");
        }

        for (int i = 0; i < fields.Length; i++)
        {
            if (i == labelIndex)
            {
                continue;
            }

            if (!byte.TryParse(fields[i], NumberStyles.None, CultureInfo.InvariantCulture, out byte code))
            {
                throw new DataSetException($"{path}, row {row}, column {i + 1} ({columns[i]}): '{fields[i]}' is no integer 0..255");
            }

            codes.Add(code);
        }

        string label = fields[labelIndex];
        if (label.Length == 0)
        {
            throw new DataSetException($"{path}, row {row}, column {labelIndex + 1}: the label is missing");
        }

        labels.Add(label);
    }

    private DataSet ToDataSet()
    {
        string[] classes = ClassNames();
        Dictionary<string, int> numbers = [];
        foreach (string name in classes)
        {
            numbers.Add(name, numbers.Count);
        }

        int width = columns.Length - 1;
        int topCode = Math.Max(1, (int)codes.Max());
        string[] inputs = [.. columns.Where((_, i) => i != labelIndex)];
        InputTensor input = new(width, InputTensor.BitsFor(topCode), topCode, 0, 1.0);
        return new DataSet(path, input, [.. codes], [.. labels.Select(label => numbers[label])], classes, inputs);
    }

    /// <summary>The distinct labels: by value where all are integers, else in ordinal order.</summary>
    private string[] ClassNames()
    {
        string[] names = [.. labels.Distinct(StringComparer.Ordinal)];
        if (Array.TrueForAll(names, name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            return [.. names.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture))];
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }
}
