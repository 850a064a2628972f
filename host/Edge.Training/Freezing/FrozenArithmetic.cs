using Edge.Core.Models;
using Edge.Training.Layers;
using Edge.Training.Networks;

namespace Edge.Training.Freezing;

/// <summary>
/// Batch normalization, bias, activation and quantizer of a layer as biases and thresholds on the accumulator's grid. A single threshold
/// goes into the bias: with
/// c = <see cref="ExactThreshold"/>, accumulator &gt;= c is accumulator - ceil(c) &gt;= 0, and accumulator &gt; c (sign(0) = -1) is
/// accumulator - (floor(c) + 1) &gt;= 0.
/// Several thresholds are one table ceil(u_j / s), or with batch normalization one table per neuron.
/// </summary>
/// <param name="Biases">Per neuron, before the zero point of the input is taken up; integers, not clipped.</param>
/// <param name="PerNeuron">Whether there is a table for each neuron.</param>
/// <param name="Thresholds">Tables of top code non-decreasing thresholds.</param>
internal sealed record FrozenArithmetic(double[] Biases, bool PerNeuron, int[][] Thresholds)
{
    /// <summary>Computes biases and thresholds of a layer.</summary>
    public static FrozenArithmetic Of(
        LayerPlan plan, LayerParameters parameters, float weightScale, float inputScale, SignOfZero signOfZero)
    {
        var biases = new double[plan.Neurons];
        if (plan.HasSingleThreshold)
        {
            bool orEqual = !plan.Grid.Bipolar || signOfZero == SignOfZero.PlusOne;
            for (int n = 0; n < plan.Neurons; n++)
            {
                double c = ExactThreshold.Of(plan, parameters, n, 1, weightScale, inputScale);
                biases[n] = orEqual ? -Math.Ceiling(c) : -(Math.Floor(c) + 1);
            }

            return new FrozenArithmetic(biases, false, [[0]]);
        }

        if (plan.BatchNorm is null)
        {
            for (int n = 0; n < plan.Neurons; n++)
            {
                biases[n] = LayerForward.BiasInGridUnits(parameters.Offsets.Span[n], weightScale * inputScale);
            }

            double s = (double)weightScale * inputScale;
            return new FrozenArithmetic(biases, false, [Table(plan, code => ExactThreshold.Crossing(plan, parameters, code) / s)]);
        }

        var tables = new int[plan.Neurons][];
        for (int n = 0; n < plan.Neurons; n++)
        {
            tables[n] = Table(plan, code => ExactThreshold.Of(plan, parameters, n, code, weightScale, inputScale));
        }

        return new FrozenArithmetic(biases, true, tables);
    }

    /// <summary>A bias within +-2^30.</summary>
    public static int ClippedBias(double bias) => (int)Math.Clamp(bias, -ModelLimits.MaxBias, ModelLimits.MaxBias);

    private static int[] Table(LayerPlan plan, Func<int, double> exact)
    {
        var table = new int[plan.Grid.TopCode];
        int before = int.MinValue;
        for (int code = 1; code <= table.Length; code++)
        {
            before = Math.Max(before, SaturatedCeiling(exact(code)));
            table[code - 1] = before;
        }

        return table;
    }

    // Beyond int32 a threshold is always passed or never: no accumulator gets there.
    private static int SaturatedCeiling(double exact) => (int)Math.Clamp(Math.Ceiling(exact), int.MinValue, int.MaxValue);
}
