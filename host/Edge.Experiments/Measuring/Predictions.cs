using Edge.Information.Codes;

namespace Edge.Experiments.Measuring;

/// <summary>Predictions from logit codes: the largest code, the lowest index on ties.</summary>
internal static class Predictions
{
    /// <summary>Predicted class of each row.</summary>
    /// <param name="logits">Logit codes.</param>
    public static int[] Of(PackedCodes logits)
    {
        int[] predictions = new int[logits.Rows];
        for (int row = 0; row < predictions.Length; row++)
        {
            int best = 0;
            uint largest = logits[row, 0];
            for (int neuron = 1; neuron < logits.Width; neuron++)
            {
                uint code = logits[row, neuron];
                if (code > largest)
                {
                    largest = code;
                    best = neuron;
                }
            }

            predictions[row] = best;
        }

        return predictions;
    }

    /// <summary>Share of some rows whose prediction is their label; null where there are no rows.</summary>
    public static double? Accuracy(int[] predictions, int[] labels, int[] rows)
    {
        int right = 0;
        foreach (int row in rows)
        {
            right += predictions[row] == labels[row] ? 1 : 0;
        }

        return rows.Length == 0 ? null : (double)right / rows.Length;
    }
}
