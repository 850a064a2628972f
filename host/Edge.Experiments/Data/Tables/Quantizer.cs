using System.Globalization;

namespace Edge.Experiments.Data.Tables;

/// <summary>
/// Makes the map from the numbers of a table to codes, and the codes. The rule, in order:
/// all values are -1 or +1: bits, 0 for -1; all are integers from 0 (or from a smaller minimum, which becomes code 0) that need no more than
/// the bits asked for, or 8: codes as they are; else every column by itself is quantized uniformly from its minimum to its maximum to
/// 2^bits codes, 8 bits where none are asked for: scale = (maximum - minimum) / (2^bits - 1), code = round((value - minimum) / scale), ties
/// to even, in double (uniform affine quantization over the observed range, as Jacob et al. 2018, section 2.1, but with the range of each
/// column and no zero point). Labels play no part, and all rows count, whatever the split.
/// </summary>
internal static class Quantizer
{
    /// <summary>The map of a table.</summary>
    /// <param name="table">The table, of one row or more.</param>
    /// <param name="bits">Bits asked for, 1..8; null for as few as integers need, or 8.</param>
    /// <exception cref="DataSetException">A column's range can't be divided into codes.</exception>
    public static TableMap MapOf(NumberTable table, int? bits)
    {
        int most = (1 << (bits ?? DataSetName.MaxInputBits)) - 1;
        (double[] minima, double[] maxima, bool integers, bool signs) = Survey(table);
        double least = minima.Min();
        double largest = maxima.Max();
        if (signs && least < 0)
        {
            return new TableMap(false, bits is null ? 1 : most, Columns(table, minima, maxima, _ => (-1, 2)));
        }

        double zero = Math.Min(0, least);
        // As many codes below 0 as there are codes would leave no code for 0 itself, the zero point.
        if (integers && largest - zero <= most && -zero <= most)
        {
            int top = bits is null ? Math.Max(1, (int)(largest - zero)) : most;
            top = Math.Max(top, (int)-zero);
            return new TableMap(false, top, Columns(table, minima, maxima, _ => (zero, 1)));
        }

        return new TableMap(true, most, Columns(table, minima, maxima, column => (minima[column], Step(table, column, minima[column], maxima[column], most))));
    }

    /// <summary>The codes of a table by a map.</summary>
    /// <param name="table">A table of as many columns as the map has.</param>
    /// <param name="map">The map.</param>
    /// <param name="outside">Number of values that lie half a step or more outside the codes of a quantizing map; they get its first or last code.</param>
    /// <exception cref="DataSetException">The widths differ, or a value is none of an exact map's.</exception>
    public static byte[] Codes(NumberTable table, TableMap map, out int outside)
    {
        int width = table.Columns.Count;
        if (map.Columns.Count != width)
        {
            throw new DataSetException($"{table.File} has {width} input columns, the map that it is to be read with has {map.Columns.Count}");
        }

        byte[] codes = new byte[table.Values.Count];
        outside = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            ColumnMap column = map.Columns[i % width];
            double value = table.Values[i];
            double code = (value - column.Offset) / column.Scale;
            double nearest = Math.Clamp(Math.Round(code, MidpointRounding.ToEven), 0, map.TopCode);
            if (!map.Quantized && nearest != code)
            {
                throw new DataSetException(
                    $"{table.File}, {table.Place(i / width, i % width)}: {Text(value)} has no code; those there are stand for "
                    + $"{Text(column.Offset)} to {Text(column.Value(map.TopCode))} in steps of {Text(column.Scale)}");
            }

            // Half a step, so that the rounding of a range's end is not taken for a value beyond it.
            outside += map.Quantized && (code < -0.5 || code > map.TopCode + 0.5) ? 1 : 0;
            codes[i] = (byte)nearest;
        }

        return codes;
    }

    private static (double[] Minima, double[] Maxima, bool Integers, bool Signs) Survey(NumberTable table)
    {
        int width = table.Columns.Count;
        double[] minima = new double[width];
        double[] maxima = new double[width];
        Array.Fill(minima, double.PositiveInfinity);
        Array.Fill(maxima, double.NegativeInfinity);
        bool integers = true;
        bool signs = true;
        for (int i = 0; i < table.Values.Count; i++)
        {
            double value = table.Values[i];
            minima[i % width] = Math.Min(minima[i % width], value);
            maxima[i % width] = Math.Max(maxima[i % width], value);
            integers &= value == Math.Floor(value);
            signs &= Math.Abs(value) == 1;
        }

        return (minima, maxima, integers, signs);
    }

    private static double Step(NumberTable table, int column, double minimum, double maximum, int top)
    {
        if (minimum == maximum)
        {
            return 1;
        }

        double step = (maximum - minimum) / top;
        return double.IsNormal(step)
            ? step
            : throw new DataSetException(
                $"{table.File}, column {table.Columns[column]}: values from {Text(minimum)} to {Text(maximum)} can't be divided into {top + 1} codes; rescale them");
    }

    private static ColumnMap[] Columns(NumberTable table, double[] minima, double[] maxima, Func<int, (double Offset, double Scale)> rule) =>
    [
        .. table.Columns.Select((name, column) =>
        {
            (double offset, double scale) = rule(column);
            return new ColumnMap(name, offset, scale, minima[column], maxima[column]);
        }),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
