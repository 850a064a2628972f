using System.Globalization;
using Edge.Core.Models;
using Edge.Names;

namespace Edge.Experiments.Data.Tables;

/// <summary>The classes of a table: its distinct labels in an order that depends on nothing else.</summary>
internal static class ClassNames
{
    private const int Most = ModelLimits.MaxWidth;

    /// <summary>The distinct labels: by value where all are integers, else in ordinal order.</summary>
    /// <exception cref="DataSetException">There is one class only, or there are too many.</exception>
    public static string[] Of(NumberTable table)
    {
        string[] names = [.. table.Labels.Distinct(StringComparer.Ordinal)];
        if (names.Length == 1)
        {
            throw new DataSetException($"{table.File}, {table.LabelPlace}: every label is '{names[0]}'; at least 2 classes are needed");
        }

        if (names.Length > Most)
        {
            throw new DataSetException(
                $"{table.File}, {table.LabelPlace}: {names.Length} different labels in {table.Labels.Count} rows; at most {Most} classes can be used. Is it the label?");
        }

        return Array.TrueForAll(names, name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. names.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The class of each row: the place of its label among the names.</summary>
    /// <exception cref="DataSetException">A label is none of them; the first row with one is named.</exception>
    public static int[] Number(NumberTable table, IReadOnlyList<string> names)
    {
        Dictionary<string, int> numbers = names.Select((name, number) => (name, number)).ToDictionary(StringComparer.Ordinal);
        int[] labels = new int[table.Labels.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!numbers.TryGetValue(table.Labels[row], out labels[row]))
            {
                throw new DataSetException(
                    $"{table.File}, {table.LabelPlace}: '{table.Labels[row]}' is none of the classes{NearestName.Suggestion(table.Labels[row], names)}");
            }
        }

        return labels;
    }
}
