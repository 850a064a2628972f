namespace Edge.Experiments.Data.Tables;

/// <summary>Makes a data set out of a table of numbers.</summary>
internal static class TableDataSet
{
    private const int NamedColumns = 5;

    /// <summary>Codes the table.</summary>
    /// <param name="name">How the data set was asked for.</param>
    /// <param name="table">The table, of one row or more.</param>
    /// <param name="map">The map to use; null to make one from the values.</param>
    /// <param name="known">Names of the classes, in their order; null to take those of the table.</param>
    /// <exception cref="DataSetException">The table can't be used.</exception>
    public static DataSet Of(DataSetName name, NumberTable table, TableMap? map, IReadOnlyList<string>? known)
    {
        IReadOnlyList<string> classes = known ?? ClassNames.Of(table);
        int[] labels = ClassNames.Number(table, classes);
        List<string> notes = [];
        NoteConstants(table, notes);
        TableMap used = map?.Named(table.Columns) ?? Quantizer.MapOf(table, name.InputBits);
        byte[] codes = Quantizer.Codes(table, used, out int outside);
        if (map is null && used.Quantized && name.InputBits is null)
        {
            notes.Add(WhyQuantized(table));
        }

        if (outside > 0)
        {
            notes.Add($"{table.File}: values beyond the codes of the map, which get its first or last code: {outside}");
        }

        return new DataSet(
            name.ToString(),
            used.Tensor(name.InputBits),
            codes,
            labels,
            classes,
            table.Columns)
        {
            Map = used,
            Notes = notes,
        };
    }

    /// <summary>Names the first value that is no code: in a table of bits it may be a slip.</summary>
    private static string WhyQuantized(NumberTable table)
    {
        int width = table.Columns.Count;
        int first = Enumerable.Range(0, table.Values.Count).First(i => !NumberList.IsSmall(table.Values[i]));
        return FormattableString.Invariant(
            $"{table.File}: quantized to {DataSetName.MaxInputBits} bits, since {table.Place(first / width, first % width)} holds {table.Values[first]}, no integer 0..255; --input-bits chooses the bits");
    }

    private static void NoteConstants(NumberTable table, List<string> notes)
    {
        int width = table.Columns.Count;
        bool[] varies = new bool[width];
        for (int i = width; i < table.Values.Count; i++)
        {
            varies[i % width] |= table.Values[i] != table.Values[i % width];
        }

        string[] constant = [.. table.Columns.Where((_, column) => !varies[column])];
        if (constant.Length == width)
        {
            throw new DataSetException($"{table.File}: every input column holds one value only; there is nothing to tell the classes apart by");
        }

        if (constant.Length > 0)
        {
            string more = constant.Length > NamedColumns ? ", ..." : "";
            string which = constant.Length == 1 ? "1 input column that holds" : $"{constant.Length} input columns that hold";
            notes.Add($"{table.File}: no information in {which} one value only; kept: {string.Join(", ", constant.Take(NamedColumns))}{more}");
        }
    }
}
