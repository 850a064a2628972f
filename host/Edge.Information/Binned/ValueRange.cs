using System.Numerics;
using System.Runtime.InteropServices;

namespace Edge.Information.Binned;

/// <summary>
/// Least and largest of all values shown to it: the bounds of uniform bins over a whole run, which need a first pass over it.
/// </summary>
public sealed class ValueRange
{
    /// <summary>Least value so far; +infinity before the first.</summary>
    public float Lower { get; private set; } = float.PositiveInfinity;

    /// <summary>Largest value so far; -infinity before the first.</summary>
    public float Upper { get; private set; } = float.NegativeInfinity;

    /// <summary>Forgets all values.</summary>
    public void Clear() => (Lower, Upper) = (float.PositiveInfinity, float.NegativeInfinity);

    /// <summary>Looks at all values of a layer.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite; its row and neuron are named.</exception>
    public void Include(FloatMatrix layer)
    {
        for (var column = 0; column < layer.Columns; column++)
        {
            Include(layer.Column(column), column);
        }
    }

    /// <summary>Looks at the values of one neuron.</summary>
    internal void Include(ReadOnlySpan<float> values, int column)
    {
        // Minimum and maximum of .NET hand NaN on, so one look at the end finds it.
        var lower = new Vector<float>(Lower);
        var upper = new Vector<float>(Upper);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (var vector in vectors)
        {
            lower = Vector.Min(lower, vector);
            upper = Vector.Max(upper, vector);
        }

        var (least, most) = (Lower, Upper);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            (least, most) = (MathF.Min(least, lower[lane]), MathF.Max(most, upper[lane]));
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
        }

        if (!float.IsFinite(least) || !float.IsFinite(most))
        {
            var row = 0;
            while (float.IsFinite(values[row]))
            {
                row++;
            }

            throw new ArgumentException(FormattableString.Invariant($"Row {row}, neuron {column} is {values[row]}; bins need finite values."));
        }

        (Lower, Upper) = (least, most);
    }
}
