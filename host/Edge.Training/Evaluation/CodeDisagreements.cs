using Edge.Training.Data;
using Edge.Training.Layers;

namespace Edge.Training.Evaluation;

/// <summary>
/// Counts codes of dense layers in which float evaluation (pass b) differs from codes computed by the integer model (pass c), both from the
/// input on. <see cref="EvaluationComparison"/> says more of them, slowly.
/// </summary>
public static class CodeDisagreements
{
    /// <summary>Counts over all rows and dense layers.</summary>
    /// <param name="evaluator">An evaluator of the network.</param>
    /// <param name="network">The network, with the values that the integer model was frozen from.</param>
    /// <param name="rows">Rows to evaluate.</param>
    /// <param name="codes">
    /// The integer model's codes, [layers][at least rows x words]: code n of k bits takes bits n k .. n k + k - 1 of its row's words, a row
    /// begins with a word. Layers behind the logits are not looked at.
    /// </param>
    /// <exception cref="Networks.SpecException">The rows do not fit the network.</exception>
    public static long Count(FloatEvaluator evaluator, NetworkParameters network, LabeledRows rows, ulong[][] codes)
    {
        long differences = 0;
        int count;
        for (int first = 0; first < rows.Count; first += count)
        {
            count = evaluator.Run(rows, first);
            for (int l = 0; l < network.Plans.Length; l++)
            {
                for (int n = 0; n < network.Plans[l].Neurons; n++)
                {
                    differences += evaluator.CountDifferent(l, n, codes[l], first);
                }
            }
        }

        return differences;
    }
}
