namespace Edge.Training.Layers;

/// <summary>
/// Batch normalization, bias, scale, activation and rounding as one number per neuron and code: the accumulator, in grid units, from which
/// on the output code is reached. Computed
/// in double, for float evaluation where one comparison makes the code, for freezing, and for comparing the two. The accumulator is here
/// the sum of integer weight times
/// (input code - zero point), without bias.
/// </summary>
internal static class ExactThreshold
{
    /// <summary>
    /// c with: output code &gt;= code where accumulator &gt;= c (&gt; c for a sign activation with sign(0) = -1). With u the place where
    /// the activation crosses to the
    /// code: c = (mean - (shift - u) sqrt(variance + epsilon)) / s with batch normalization; c = (u - bias) / s with a single threshold; c
    /// = u / s - (bias rounded to the grid) else.
    /// </summary>
    /// <param name="plan">The layer.</param>
    /// <param name="parameters">Its values.</param>
    /// <param name="neuron">0..neurons - 1.</param>
    /// <param name="code">1..top code.</param>
    /// <param name="weightScale">Scale of an integer weight.</param>
    /// <param name="inputScale">Scale of an input code; s is the product.</param>
    public static double Of(LayerPlan plan, LayerParameters parameters, int neuron, int code, float weightScale, float inputScale)
    {
        double s = (double)weightScale * inputScale;
        double crossing = Crossing(plan, parameters, code);
        double offset = Defined.Number(parameters.Offsets.Span[neuron]);
        if (plan.BatchNorm is not null)
        {
            return (Defined.Number(parameters.RunningMeans.Span[neuron]) - (offset - crossing) * Deviation(plan, parameters, neuron)) / s;
        }

        return plan.HasSingleThreshold
            ? (crossing - offset) / s
            : crossing / s - LayerForward.BiasInGridUnits(parameters.Offsets.Span[neuron], weightScale * inputScale);
    }

    /// <summary>Where the activation crosses to a code: its pre-image of the rounding boundary, 0 for a sign.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="parameters">Its values.</param>
    /// <param name="code">1..top code.</param>
    public static double Crossing(LayerPlan plan, LayerParameters parameters, int code) =>
        plan.Grid.Bipolar ? 0 : Preimage.Of(plan, parameters.Range, code);

    /// <summary>
    /// The least float t such that accumulator &gt;= t says what accumulator &gt;= c (or &gt; c) says, for float accumulators.
    /// </summary>
    /// <param name="c">From <see cref="Of"/>.</param>
    /// <param name="orEqual">Whether the code is reached at c itself.</param>
    public static float AsFloat(double c, bool orEqual)
    {
        float t = (float)c;
        return t > c || (orEqual && t == c) ? t : MathF.BitIncrement(t);
    }

    /// <summary>sqrt(variance + epsilon) of a neuron under batch normalization.</summary>
    public static double Deviation(LayerPlan plan, LayerParameters parameters, int neuron) =>
        Math.Sqrt(Math.Max(Defined.Number(parameters.RunningVariances.Span[neuron]), 0) + plan.BatchNorm!.Epsilon);
}
