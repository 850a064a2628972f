namespace Edge.Devices.Profiling;

/// <summary>
/// How long instructions take on a board, as a range: from the costs of their classes, each known within a range, and the speed of the
/// board; narrowed by what was measured on boards of the kind.
/// </summary>
/// <remarks>
/// With n(c) instructions of class c, k(c) units each and u microseconds per unit, the time is u * sum n(c) k(c). A measured time M of
/// instructions m(c) fixes u * sum m(c) k(c) = M, so that the time is M * (sum n k) / (sum m k): of the costs only the ratio is uncertain,
/// and nothing where the mix of classes is the same. Its extremes over the ranges of k lie where each k(c) is least or most.
/// </remarks>
public sealed class InstructionTimes
{
    private const int MostSteps = 64;

    private readonly IReadOnlyList<BoardMeasurement> measurements;

    /// <summary>Creates the times.</summary>
    /// <param name="unitsPerSecond">Units of cost per second, as far as is known without measuring.</param>
    /// <param name="classes">Units of an instruction of every class.</param>
    /// <param name="measurements">What was measured on boards of the kind.</param>
    public InstructionTimes(CostRange unitsPerSecond, IReadOnlyList<InstructionCost> classes, IReadOnlyList<BoardMeasurement> measurements)
    {
        UnitsPerSecond = unitsPerSecond;
        Classes = classes;
        this.measurements = measurements;
    }

    /// <summary>Units of cost per second without what was measured.</summary>
    public CostRange UnitsPerSecond { get; }

    /// <summary>Units of an instruction of every class.</summary>
    public IReadOnlyList<InstructionCost> Classes { get; }

    /// <summary>The same without what was measured.</summary>
    public InstructionTimes Unmeasured => new(UnitsPerSecond, Classes, []);

    /// <summary>True where something was measured.</summary>
    public bool IsMeasured => measurements.Count > 0;

    /// <summary>Microseconds that instructions take.</summary>
    /// <param name="counts">Instructions of every class; not all 0 where something was measured.</param>
    public CostRange Microseconds(IReadOnlyList<double> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        CostRange guess = Guess(counts);
        if (!IsMeasured || guess.Most == 0)
        {
            return guess;
        }

        (double Least, double Most)[] bounds = [.. measurements.Select(measured => Bounds(counts, measured))];
        double least = bounds.Max(bound => bound.Least);
        double most = bounds.Min(bound => bound.Most);
        if (least > most)
        {
            // They contradict each other: boards of one name differ, or the ranges of costs are too narrow. Nothing is ruled out then.
            (least, most) = (bounds.Min(bound => bound.Least), bounds.Max(bound => bound.Most));
        }

        // A board beyond what was guessed of its kind: the guess is wrong for everything then.
        if (measurements.All(measured => Holds(Guess(measured.Counts), measured.LeastMicroseconds, measured.MostMicroseconds))
            && Holds(guess, least, most))
        {
            (least, most) = (Math.Max(least, guess.Least), Math.Min(most, guess.Most));
        }

        return new CostRange(Math.Clamp(Units(counts, cost => cost.Value) * FittedMicroseconds(), least, most), least, most);
    }

    private static bool Holds(CostRange guess, double least, double most) => guess.Least <= most && least <= guess.Most;

    /// <summary>The time without what was measured.</summary>
    private CostRange Guess(IReadOnlyList<double> counts) => new(
        Units(counts, cost => cost.Value) * 1e6 / UnitsPerSecond.Value,
        Units(counts, cost => cost.Least) * 1e6 / UnitsPerSecond.Most,
        Units(counts, cost => cost.Most) * 1e6 / UnitsPerSecond.Least);

    /// <summary>Microseconds per unit by least squares over all measurements: sum M * U / sum U * U, U the units at the best guess.</summary>
    private double FittedMicroseconds()
    {
        double[] units = [.. measurements.Select(measured => Units(measured.Counts, cost => cost.Value))];
        return measurements.Zip(units, (measured, u) => measured.Microseconds * u).Sum() / units.Sum(u => u * u);
    }

    private double Units(IReadOnlyList<double> counts, Func<CostRange, double> figure) => Classes.Select((cost, c) => counts[c] * figure(cost)).Sum();

    private (double Least, double Most) Bounds(IReadOnlyList<double> counts, BoardMeasurement measured) =>
        (measured.LeastMicroseconds * Ratio(counts, measured.Counts, most: false), measured.MostMicroseconds * Ratio(counts, measured.Counts, most: true));

    /// <summary>
    /// The least or most of (sum n k) / (sum m k) over the ranges of k: each step takes the k that are best for the ratio of the step
    /// before (Dinkelbach 1967), until none changes.
    /// </summary>
    private double Ratio(IReadOnlyList<double> counts, IReadOnlyList<double> measured, bool most)
    {
        double ratio = Units(counts, cost => cost.Value) / Units(measured, cost => cost.Value);
        for (int step = 0; step < MostSteps; step++)
        {
            double above = 0;
            double below = 0;
            for (int c = 0; c < Classes.Count; c++)
            {
                double k = counts[c] - ratio * measured[c] > 0 == most ? Classes[c].Most : Classes[c].Least;
                above += counts[c] * k;
                below += measured[c] * k;
            }

            if (above / below == ratio)
            {
                break;
            }

            ratio = above / below;
        }

        return ratio;
    }
}
