using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Training.Data;
using Edge.Training.Freezing;
using Edge.Training.Layers;

namespace Edge.Training.Evaluation;

/// <summary>
/// Compares float evaluation (pass b) with the frozen model (pass c) code by code. Layers whose code is one comparison agree exactly while
/// accumulators stay below 2^24; elsewhere a
/// float activation may round across a boundary that the integer threshold, computed in double, does not cross: then the accumulator lies
/// within rounding errors of the exact threshold.
/// </summary>
public static class EvaluationComparison
{
    /// <summary>Runs both passes over all rows.</summary>
    /// <param name="network">The network with its present values.</param>
    /// <param name="rows">Rows to run.</param>
    /// <returns>One entry per dense layer, from input to output.</returns>
    public static LayerComparison[] Run(NetworkParameters network, LabeledRows rows)
    {
        FrozenNetwork frozen = Freezer.Freeze(network);
        IntegerModel model = frozen.Model;
        var tallies = new Tally[network.Plans.Length];
        var evaluator = new FloatEvaluator(network);
        int count;
        for (int first = 0; first < rows.Count; first += count)
        {
            count = evaluator.Run(rows, first);
            var codes = new byte[count][][];
            var accumulators = new int[count][][];
            RunIntegers(model, rows, first, codes, accumulators);
            for (int l = 0; l < tallies.Length; l++)
            {
                for (int r = 0; r < count; r++)
                {
                    for (int n = 0; n < network.Plans[l].Neurons; n++)
                    {
                        tallies[l].Codes++;
                        tallies[l].All += evaluator.CodeAt(l, n, r) != codes[r][l][n] ? 1 : 0;
                    }
                }
            }

            for (int l = 0; l < tallies.Length; l++)
            {
                if (l > 0)
                {
                    int before = l - 1;
                    evaluator.RunLayer(l, Array.ConvertAll(codes, row => row[before]));
                }

                CountOwn(network, frozen, evaluator, l, codes, accumulators, ref tallies[l]);
            }
        }

        return [.. tallies.Select((t, l) => new LayerComparison(network.Plans[l].Name, t.Codes, t.All, t.Own, t.Distance))];
    }

    private static void RunIntegers(IntegerModel model, LabeledRows rows, int first, byte[][][] codes, int[][][] accumulators)
    {
        var input = new byte[rows.Width];
        for (int r = 0; r < codes.Length; r++)
        {
            rows.CopyRow(first + r, input);
            codes[r] = ReferenceInference.NewCodes(model);
            accumulators[r] = ReferenceInference.NewAccumulators(model);
            ReferenceInference.Run(model, input, codes[r], accumulators[r]);
        }
    }

    private static void CountOwn(
        NetworkParameters network,
        FrozenNetwork frozen,
        FloatEvaluator evaluator,
        int layer,
        byte[][][] codes,
        int[][][] accumulators,
        ref Tally tally)
    {
        LayerPlan plan = network.Plans[layer];
        LayerParameters parameters = network.Layers[layer];
        var weightScale = (float)frozen.Tensors[layer + 1].WeightScale!.Value;
        float inputScale = network.InputScale(layer);
        for (int r = 0; r < codes.Length; r++)
        {
            for (int n = 0; n < plan.Neurons; n++)
            {
                int floatCode = evaluator.CodeAt(layer, n, r);
                int integerCode = codes[r][layer][n];
                if (floatCode == integerCode)
                {
                    continue;
                }

                tally.Own++;
                // The threshold that one pass met and the other did not; the farthest of them if the codes are not neighbours.
                double sum = WithoutBias(frozen.Model.Layers[layer], network.InputGrid(layer), n, accumulators[r][layer][n]);
                int low = Math.Min(floatCode, integerCode) + 1;
                int high = Math.Max(floatCode, integerCode);
                tally.Distance = Math.Max(tally.Distance, Math.Max(Distance(low), Distance(high)));

                double Distance(int code) =>
                    Math.Abs(sum - ExactThreshold.Of(plan, parameters, n, code, weightScale, inputScale));
            }
        }
    }

    private static double WithoutBias(DenseLayer layer, CodeGrid input, int neuron, int accumulator)
    {
        long weights = 0;
        for (int i = 0; i < layer.Input.Width; i++)
        {
            weights += layer.WeightAt(neuron, i);
        }

        return (double)accumulator - layer.Biases[neuron] - input.ZeroPoint * weights;
    }

    private struct Tally
    {
        public long Codes;
        public long All;
        public long Own;
        public double Distance;
    }
}
