namespace Edge.Experiments.Data.Tables;

/// <summary>
/// A growing list of numbers that takes one byte for each as long as all of them are integers 0..255 (bits, codes, pixels), else eight.
/// </summary>
internal sealed class NumberList
{
    private readonly List<byte> small = [];
    private List<double>? any;

    /// <summary>Number of elements.</summary>
    public int Count => any?.Count ?? small.Count;

    /// <summary>An element.</summary>
    public double this[int index] => any is null ? small[index] : any[index];

    /// <summary>True for integers 0..255.</summary>
    public static bool IsSmall(double value) => value is >= 0 and <= byte.MaxValue && value == (byte)value;

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        if (any is null && IsSmall(value))
        {
            small.Add((byte)value);
            return;
        }

        if (any is null)
        {
            any = [.. small.Select(code => (double)code)];
            small.Clear();
            small.TrimExcess();
        }

        any.Add(value);
    }
}
