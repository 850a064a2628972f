using System.Globalization;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Quantizers;

namespace Edge.Experiments.Importing;

/// <summary>
/// Takes the learned scale g of batch normalization, which networks here have none of, up into the other values of a neuron:
/// y = g (a - mean) / sqrt(var + eps) + shift (Ioffe and Szegedy 2015, Algorithm 1). A negative g is a positive one with the neuron's
/// weights and mean negated, which is exact. A positive g in front of a sign drops out with shift / g; elsewhere var becomes
/// (var + eps) / g^2 - eps. Both are computed in double and rounded to float32 once.
/// </summary>
internal static class BatchNormScale
{
    /// <summary>Folds one neuron's scale into its values.</summary>
    /// <param name="plan">The layer, with batch normalization.</param>
    /// <param name="signOfZero">What sign(0) is in the network.</param>
    /// <param name="values">The layer's values; weights, mean, variance and shift of the neuron may change.</param>
    /// <param name="neuron">0..neurons - 1.</param>
    /// <param name="scale">g.</param>
    /// <returns>Why it can't be done; null where it was.</returns>
    public static string? Fold(LayerPlan plan, SignOfZero signOfZero, LayerParameters values, int neuron, float scale)
    {
        if (scale == 0)
        {
            return "0 makes the neuron a constant, which can't be expressed; remove the neuron or train on";
        }

        if (scale < 0)
        {
            NegateRow(plan, signOfZero, values, neuron);
            values.RunningMeans.Span[neuron] = -values.RunningMeans.Span[neuron];
        }

        double magnitude = Math.Abs((double)scale);
        if (magnitude == 1)
        {
            return null;
        }

        // A sign only asks on which side of 0 y lies.
        if (plan.Grid.Bipolar)
        {
            float shift = (float)(values.Offsets.Span[neuron] / magnitude);
            values.Offsets.Span[neuron] = shift;
            return float.IsFinite(shift) ? null : Text(scale) + " is too near 0: shift / scale is no float32 number";
        }

        double epsilon = plan.BatchNorm!.Epsilon;
        float variance = (float)((values.RunningVariances.Span[neuron] + epsilon) / (magnitude * magnitude) - epsilon);
        values.RunningVariances.Span[neuron] = variance;
        return variance >= 0 && float.IsFinite(variance)
            ? null
            : Text(scale) + " can't be taken up into the variance: (var + epsilon) / scale^2 - epsilon has to be a float32 number"
                + " of 0 or more; train with the scale fixed at 1";
    }

    /// <summary>Negates a neuron's integer weights exactly, also where a latent weight lies on the border of two codes.</summary>
    private static void NegateRow(LayerPlan plan, SignOfZero signOfZero, LayerParameters values, int neuron)
    {
        Span<float> row = values.Weights.Span.Slice(neuron * plan.Inputs, plan.Inputs);
        if (plan.WeightBits == 1)
        {
            float negatedZero = signOfZero == SignOfZero.PlusOne ? -1 : 1;
            foreach (ref float weight in row)
            {
                weight = weight == 0 ? negatedZero : -weight;
            }

            return;
        }

        // The scale is that of the whole tensor, and negating changes no magnitude that decides it.
        int largest = (1 << (plan.WeightBits - 1)) - 1;
        float range = 0;
        foreach (float weight in values.Weights.Span)
        {
            range = Math.Max(range, Math.Abs(weight));
        }

        float step = QuantizerRange.Scale(range, largest);
        foreach (ref float weight in row)
        {
            float code = MathF.Floor(weight / step + 0.5f);
            weight = MathF.Floor(-weight / step + 0.5f) == -code ? -weight : -code * step;
        }
    }

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
