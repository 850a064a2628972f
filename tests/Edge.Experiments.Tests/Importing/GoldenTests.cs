using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Experiments.Importing;
using Edge.Experiments.Settings;
using Edge.Information.Codes;
using Edge.Training.Freezing;
using Edge.Training.Layers;
using Edge.Training.Networks;
using PackedCodes = Edge.Information.Codes.PackedCodes;

namespace Edge.Experiments.Tests.Importing;

/// <summary>
/// The codes that PyTorch computed for networks it trained, against the integer models that their weights become. PyTorch sums and
/// activates in float32: where an accumulator lies within float rounding of the place at which its code changes, it may give the
/// neighbouring code. Every such code is looked at, and everything else is equal.
/// </summary>
public sealed class GoldenTests
{
    /// <summary>How far from such a place, in steps of the accumulator, an accumulator may lie where the codes differ.</summary>
    private const double Rounding = 0.01;

    [Theory]
    [InlineData("bnn", new[] { 0, 0, 0, 0 })]
    [InlineData("tanh8", new[] { 0, 0, 0, 2 })]
    [InlineData("relu4", new[] { 0, 0, 3 })]
    public void CodesOfPyTorch_EqualTheIntegerModelUpToFloatRounding(string name, int[] differences)
    {
        ExperimentPlan plan = Golden.Plan(name);
        NetworkParameters parameters = Golden.Network(name, plan).Parameters;
        FrozenNetwork frozen = Freezer.Freeze(parameters);
        CodeTable codes = Golden.Codes(name);
        Assert.Equal(plan.Data.Labels, codes.Rows.Labels);
        int[] found = new int[differences.Length];
        for (int l = 0; l < found.Length; l++)
        {
            DenseLayer layer = frozen.Model.Layers[l];
            byte[] torch = codes.Layers[l].Codes.ToCodes<byte>();
            for (int row = 0; row < plan.Data.Rows; row++)
            {
                // Each layer gets PyTorch's codes of the layer before, so that a difference counts where it arises.
                byte[] inputs = l == 0 ? plan.Data.Row(row).ToArray() : RowOf(codes.Layers[l - 1].Codes, row);
                for (int n = 0; n < layer.Output.Width; n++)
                {
                    int z = ReferenceInference.Accumulate(layer, inputs, n);
                    int integer = ReferenceInference.CountThresholds(layer.Thresholds[layer.PerNeuronThresholds ? n : 0], z);
                    int theirs = torch[row * layer.Output.Width + n];
                    if (integer != theirs)
                    {
                        found[l]++;
                        Assert.Equal(1, Math.Abs(integer - theirs));
                        double border = Border(parameters, frozen, l, n, Math.Max(integer, theirs));
                        Assert.InRange(z - border, -Rounding, Rounding);
                    }
                }
            }
        }

        Assert.Equal(differences, found);
    }

    [Theory]
    [InlineData("bnn")]
    [InlineData("tanh8")]
    [InlineData("relu4")]
    public void SoftmaxCodesOfPyTorchsLogitCodes_AreEqual(string name)
    {
        IntegerModel model = Freezer.Freeze(Golden.Network(name, Golden.Plan(name)).Parameters).Model;
        CodeTable codes = Golden.Codes(name);
        PackedCodes softmax = codes.Layers[^1].Codes;
        byte[] here = new byte[softmax.Width];
        for (int row = 0; row < softmax.Rows; row++)
        {
            SoftmaxCodes.Compute(RowOf(codes.Layers[^2].Codes, row), 0, here.Length, model.SoftmaxTable, model.ProbabilityBits, here, 0);
            Assert.Equal(RowOf(softmax, row), here);
        }
    }

    private static byte[] RowOf(PackedCodes codes, int row) => [.. Enumerable.Range(0, codes.Width).Select(n => (byte)codes[row, n])];

    /// <summary>What a neuron's accumulator has to reach for a code, by the formulas of normalization and activation.</summary>
    private static double Border(NetworkParameters parameters, FrozenNetwork frozen, int layer, int neuron, int code)
    {
        LayerPlan plan = parameters.Plans[layer];
        LayerParameters values = parameters.Layers[layer];
        double half = code - 0.5 - plan.Grid.ZeroPoint;
        double y = plan.Activation switch
        {
            Activation.Tanh => Math.Atanh(half / plan.Grid.StepsPerRange),
            Activation.Relu or null => half * values.Range / plan.Grid.StepsPerRange,
            _ => 0,
        };
        double a = plan.BatchNorm is null
            ? y
            : values.RunningMeans.Span[neuron]
                + (y - values.Offsets.Span[neuron]) * Math.Sqrt(values.RunningVariances.Span[neuron] + plan.BatchNorm.Epsilon);
        return a / (frozen.Tensors[layer + 1].WeightScale!.Value * frozen.Tensors[layer].Scale);
    }
}
