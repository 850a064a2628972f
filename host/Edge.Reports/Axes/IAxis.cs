namespace Edge.Reports.Axes;

/// <summary>Maps values to positions along one side of a plot. Positions grow with values.</summary>
internal interface IAxis
{
    /// <summary>Ticks in increasing order, all on the axis.</summary>
    IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Position of a value.</summary>
    /// <param name="value">A value; those beyond an end are moved to it.</param>
    /// <returns>From 0 (start) to 1 (end).</returns>
    double Position(double value);
}
