using CsvHelper;

namespace Edge.Experiments.Data;

/// <summary>Writes a data set as CSV: a header of the column names and <c>y</c>, then one line of codes and class number per row.</summary>
public static class CsvDataSetWriter
{
    /// <summary>Writes the whole table; lines end with a line feed.</summary>
    public static void Write(DataSet data, TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(data);
        using CsvWriter csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. data.ColumnNames, "y"]);
        for (int row = 0; row < data.Rows; row++)
        {
            foreach (byte code in data.Row(row))
            {
                csv.WriteField(code);
            }

            csv.WriteField(data.Labels[row]);
            csv.EndRecord();
        }
    }
}
