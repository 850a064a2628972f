using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Evaluation;

public class EvaluationComparisonTests
{
    // In accumulator units. Accumulators reach some 10^4 here and float activations are good to about 10^-6 relative; a wrong rounding rule
    // would show as 0.5 and more.
    private const double RoundingDistance = 0.01;

    [Theory]
    [InlineData(SignGradient.SteSign, SignOfZero.PlusOne)]
    [InlineData(SignGradient.ApproxSign, SignOfZero.MinusOne)]
    [InlineData(SignGradient.SwishSign, SignOfZero.MinusOne)]
    public void BinaryLayers_NoDisagreementAtAnyEpoch(SignGradient gradient, SignOfZero zero)
    {
        foreach ((InputSpec input, LabeledRows rows) in DataSets())
        {
            var trainer = new Trainer(TestNetworks.Binary(input, gradient, zero), TestNetworks.Adam(1e-3, 64, 3), rows);
            for (int epoch = 0; epoch <= 12; epoch++)
            {
                LayerComparison[] layers = EvaluationComparison.Run(trainer.Parameters, rows);
                foreach (LayerComparison layer in layers[..^1])
                {
                    Assert.Equal(0, layer.Disagreements);
                    Assert.Equal(0, layer.OwnDisagreements);
                    Assert.Equal(0, layer.Codes % rows.Count);
                }

                AssertBounded(layers[^1], epoch);
                trainer.TrainEpoch(rows);
            }
        }
    }

    [Theory]
    [InlineData(Activation.Tanh, 8, false)]
    [InlineData(Activation.Tanh, 4, true)]
    [InlineData(Activation.Relu, 8, false)]
    [InlineData(Activation.Relu, 3, true)]
    [InlineData(Activation.HardTanh, 8, false)]
    [InlineData(Activation.Softsign, 6, false)]
    [InlineData(Activation.Sigmoid, 8, false)]
    [InlineData(Activation.Sigmoid, 1, false)]
    [InlineData(Activation.Relu, 1, true)]
    [InlineData(Activation.Tanh, 1, false)]
    public void QuantizedLayers_FewDisagreementsAndOnlyNextToAThreshold(Activation activation, int bits, bool batchNorm)
    {
        foreach ((InputSpec input, LabeledRows rows) in DataSets())
        {
            var trainer = new Trainer(TestNetworks.Quantized(input, activation, bits, batchNorm), TestNetworks.Adam(1e-3, 256, 4), rows);
            for (int epoch = 0; epoch <= 4; epoch++)
            {
                foreach (LayerComparison layer in EvaluationComparison.Run(trainer.Parameters, rows))
                {
                    AssertBounded(layer, epoch);
                    if (bits == 1 && layer.Layer != "logits")
                    {
                        Assert.Equal(0, layer.Disagreements);
                    }
                }

                trainer.TrainEpoch(rows);
            }
        }
    }

    [Fact]
    public void Evaluate_AccuracyNearThatOfTheIntegerModel()
    {
        LabeledRows rows = SztRows.All;
        var trainer = new Trainer(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh), TestNetworks.Adam(1e-3, 256, 5), rows);
        for (int epoch = 0; epoch < 40; epoch++)
        {
            trainer.TrainEpoch(rows);
        }

        IntegerModel model = trainer.Freeze().Model;
        byte[][] codes = ReferenceInference.NewCodes(model);
        var input = new byte[12];
        int correct = 0;
        for (int r = 0; r < rows.Count; r++)
        {
            rows.CopyRow(r, input);
            ReferenceInference.Run(model, input, codes, null);
            correct += SoftmaxCodes.Predict(codes[^2], 0, 2) == rows.Labels[r] ? 1 : 0;
        }

        FloatEvaluation evaluation = trainer.Evaluate(rows);
        Assert.InRange(evaluation.Accuracy, 0.8, 1);
        Assert.InRange(Math.Abs(evaluation.Accuracy - (double)correct / rows.Count), 0, 0.02);
    }

    // At epoch 0 a calibrated range is itself a value on the grid, so that some rounding boundaries fall on accumulators exactly;
    // afterwards ranges move and ties vanish.
    private static void AssertBounded(LayerComparison layer, int epoch)
    {
        Assert.InRange(layer.LargestDistance, 0, RoundingDistance);
        Assert.InRange(layer.OwnDisagreements, 0, epoch == 0 ? layer.Codes / 50 : layer.Codes / 1000);
    }

    private static IEnumerable<(InputSpec Input, LabeledRows Rows)> DataSets() =>
        [(TestNetworks.SztInput, SztRows.All), (TestNetworks.TicTacToeInput, TicTacToeRows.All)];
}
