using CsvHelper;

namespace Edge.Reports.Csv;

/// <summary>Comma-separated tables with a fixed header: invariant culture, line feeds, strict about every field.</summary>
internal static class CsvTable
{
    /// <summary>Writes the header and the records.</summary>
    /// <typeparam name="T">What a record holds.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="records">The records.</param>
    /// <param name="fields">The fields of a record, as many as there are columns.</param>
    public static void Write<T>(TextWriter writer, IReadOnlyList<string> columns, IEnumerable<T> records, Func<T, string[]> fields)
    {
        using CsvWriter csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord([.. columns]);
        foreach (T record in records)
        {
            csv.WriteRecord(fields(record));
        }

        csv.Flush();
    }

    /// <summary>Reads a table.</summary>
    /// <typeparam name="T">What a record holds.</typeparam>
    /// <param name="reader">Where from.</param>
    /// <param name="source">Name of the file, for messages.</param>
    /// <param name="columns">The columns that the header must name, in order.</param>
    /// <param name="parse">Makes one record.</param>
    /// <returns>The records in file order.</returns>
    /// <exception cref="CsvTableException">The header or a record is not as it must be.</exception>
    public static IReadOnlyList<T> Read<T>(TextReader reader, string source, IReadOnlyList<string> columns, Func<CsvRecord, T> parse)
    {
        CsvReaderOptions options = new()
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        using CsvReader csv = CsvReader.Create(reader, options, leaveOpen: true);
        List<T> records = [];
        bool header = true;
        while (Advance(csv, source))
        {
            int line = (int)csv.LineNumber;
            string[] fields = new string[csv.FieldCount];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = csv.GetString(i);
            }

            if (header)
            {
                if (!fields.SequenceEqual(columns))
                {
                    throw new CsvTableException($"{source} line {line}: the header must be {string.Join(',', columns)}.", line);
                }

                header = false;
                continue;
            }

            if (fields.Length != columns.Count)
            {
                string cut = fields.Length < columns.Count ? $", column {columns[fields.Length]} is missing" : "";
                throw new CsvTableException(
                    $"{source} line {line}{cut}: {fields.Length} fields where {columns.Count} are needed; the file may be cut off.", line);
            }

            records.Add(parse(new CsvRecord(source, line, columns, fields)));
        }

        if (header)
        {
            throw new CsvTableException($"{source} line 1: the file is empty; the header must be {string.Join(',', columns)}.", 1);
        }

        return records;
    }

    private static bool Advance(CsvReader csv, string source)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException malformed)
        {
            int line = (int)malformed.LineNumber;
            throw new CsvTableException($"{source} line {line}: a quotation mark is missing or stands where none may stand.", line);
        }
    }
}
