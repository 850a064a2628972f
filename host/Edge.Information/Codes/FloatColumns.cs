namespace Edge.Information.Codes;

/// <summary>
/// Columns of 32-bit floats as codes, for the exact information of float networks: the code is the bit pattern, with -0.0 taken as +0.0 so
/// that equal numbers have equal codes. NaN, which equals nothing, is refused.
/// </summary>
public static class FloatColumns
{
    /// <summary>Codes of 32 bits with equal values exactly where the floats are equal.</summary>
    /// <param name="values">Row-major [rows, columns].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns, 1 or more.</param>
    /// <exception cref="ArgumentException">The shape is out of range, or a value is NaN (its row and column are named).</exception>
    public static PackedCodes ToCodes(ReadOnlySpan<float> values, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{rows} rows of {columns} columns are {(long)rows * columns} values, not {values.Length}.", nameof(values));
        }

        var patterns = new uint[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                throw new ArgumentException($"The value at row {i / columns}, column {i % columns} is NaN; exact information needs numbers.", nameof(values));
            }

            patterns[i] = values[i] == 0f ? 0u : BitConverter.SingleToUInt32Bits(values[i]);
        }

        return PackedCodes.From<uint>(patterns, rows, columns, 32);
    }
}
