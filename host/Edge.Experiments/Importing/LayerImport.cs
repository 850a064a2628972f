using Edge.Training.Layers;
using Edge.Training.Networks;

namespace Edge.Experiments.Importing;

/// <summary>Fills the values of one layer from the arrays that carry its name; host/README.md lists them.</summary>
internal static class LayerImport
{
    /// <summary>Takes the layer's arrays. Faults are left with the arrays.</summary>
    /// <param name="arrays">The file.</param>
    /// <param name="plan">The layer.</param>
    /// <param name="signOfZero">What sign(0) is in the network.</param>
    /// <param name="values">Receives weights, offset, statistics and range.</param>
    /// <returns>False where the layer needs a range and the file gives none.</returns>
    public static bool Fill(WeightArrays arrays, LayerPlan plan, SignOfZero signOfZero, LayerParameters values)
    {
        float[]? weights = arrays.TakeWeights(plan.Name, plan.Neurons, plan.Inputs);
        weights?.CopyTo(values.Weights.Span);
        if (plan.BatchNorm is null)
        {
            float[]? biases = arrays.TakeVector(plan.Name + ".bias", plan.Neurons, "one per neuron", " (zeros where the layer has none)");
            biases?.CopyTo(values.Offsets.Span);
            foreach (string part in (string[])["mean", "var", "shift", "scale"])
            {
                arrays.Refuse($"{plan.Name}.bn.{part}", $"the network file gives {plan.Name} no batchNorm");
            }
        }
        else
        {
            FillNormalization(arrays, plan, signOfZero, values, weights is not null);
        }

        return FillRange(arrays, plan, values);
    }

    private static void FillNormalization(
        WeightArrays arrays, LayerPlan plan, SignOfZero signOfZero, LayerParameters values, bool hasWeights)
    {
        string name = plan.Name + ".bn.";
        float[]? means = arrays.TakeVector(name + "mean", plan.Neurons, "running mean of each neuron");
        float[]? variances = arrays.TakeVector(name + "var", plan.Neurons, "running variance of each neuron");
        float[]? shifts = arrays.TakeVector(name + "shift", plan.Neurons, "one per neuron", " (zeros where it was not learned)");
        float[]? scales = arrays.TakeOptionalVector(name + "scale", plan.Neurons, "one per neuron");
        float[]? biases = arrays.TakeOptionalVector(plan.Name + ".bias", plan.Neurons, "one per neuron");
        if (!hasWeights || means is null || variances is null || shifts is null)
        {
            return;
        }

        int negative = Array.FindIndex(variances, variance => variance < 0);
        if (negative >= 0)
        {
            arrays.AddFault($"{name}var[{negative}]: a variance is 0 or more, found {Text(variances[negative])}");
            return;
        }

        for (int n = 0; n < plan.Neurons; n++)
        {
            // A bias before batch normalization is nothing but another mean.
            values.RunningMeans.Span[n] = (float)((double)means[n] - (biases?[n] ?? 0));
            values.RunningVariances.Span[n] = variances[n];
            values.Offsets.Span[n] = shifts[n];
            if (scales is not null && BatchNormScale.Fold(plan, signOfZero, values, n, scales[n]) is string fault)
            {
                arrays.AddFault($"{name}scale[{n}]: {fault}");
                return;
            }
        }
    }

    private static bool FillRange(WeightArrays arrays, LayerPlan plan, LayerParameters values)
    {
        string name = plan.Name + ".range";
        if (!plan.HasMovingRange)
        {
            arrays.Refuse(name, $"{plan.Name} has a fixed range");
            return true;
        }

        if (arrays.TakeOptionalNumber(name) is not float range)
        {
            return false;
        }

        if (range < 0)
        {
            arrays.AddFault($"{name}: a range is 0 or more, found {Text(range)}");
        }

        values.Range = range;
        return true;
    }

    private static string Text(float value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
