using System.Globalization;

namespace Edge.Training.Networks;

/// <summary>Collects the faults of a specification, one line each.</summary>
internal sealed class FaultList
{
    private readonly List<string> lines = [];

    /// <summary>The faults so far.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Adds a line where a condition does not hold.</summary>
    public bool Check(bool holds, string line)
    {
        if (!holds)
        {
            lines.Add(line);
        }

        return holds;
    }

    /// <summary>Wants an integer within bounds, both included.</summary>
    public bool Range(string what, int value, int least, int most) =>
        Check(value >= least && value <= most, $"{what} {value} is not within {least}..{most}");

    /// <summary>Wants a positive finite number.</summary>
    public bool Positive(string what, double value) =>
        Check(value > 0 && double.IsFinite(value), $"{what} {Text(value)} is not positive and finite");

    /// <summary>Wants a number from 0 (included) to 1 (excluded).</summary>
    public bool Fraction(string what, double value) =>
        Check(value >= 0 && value < 1, $"{what} {Text(value)} is not within 0 (included) to 1 (excluded)");

    /// <summary>Wants a value that the enumeration names.</summary>
    public bool Defined<T>(string what, T value)
        where T : struct, Enum =>
        Check(Enum.IsDefined(value), $"{what} {value} is not one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A number as messages show it.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
