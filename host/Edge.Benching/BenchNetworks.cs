using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Benching;

/// <summary>
/// The networks of the papers' synthetic experiment that the benches train: 12-10-7-5-4-3-2 with 8 bits at batch 256, and binary 12-10-8-6-4-2-2
/// at batch 64.
/// </summary>
internal static class BenchNetworks
{
    private static readonly int[] QuantizedWidths = [10, 7, 5, 4, 3];
    private static readonly int[] BinaryWidths = [10, 8, 6, 4, 2];

    /// <summary>8 bits, integer arithmetic.</summary>
    public static NetworkSpec Quantized(Activation activation) => new()
    {
        Name = activation == Activation.Relu ? "relu" : "tanh",
        Input = new InputSpec { Width = 12, Bits = 1 },
        Hidden = [.. QuantizedWidths.Select(n => new HiddenLayerSpec { Neurons = n, WeightBits = 8, Activation = activation, ActivationBits = 8 })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 8 },
        Initialization = WeightInitialization.TruncatedNormalByNeurons,
    };

    /// <summary>tanh, float arithmetic of 32 bits.</summary>
    public static NetworkSpec Floats()
    {
        NetworkSpec network = Quantized(Activation.Tanh);
        return network with
        {
            Name = "float",
            Hidden = [.. network.Hidden.Select(layer => layer with { WeightBits = 32, ActivationBits = 32 })],
            Output = new OutputLayerSpec { Classes = 2, WeightBits = 32, ProbabilityBits = 32 },
            FloatArithmetic = new FloatArithmeticSpec(),
        };
    }

    /// <summary>Binary.</summary>
    public static NetworkSpec Binary() => new()
    {
        Name = "bnn",
        Input = new InputSpec { Width = 12, Bits = 1 },
        Hidden = [.. BinaryWidths.Select(n => new HiddenLayerSpec
        {
            Neurons = n, WeightBits = 1, Activation = Activation.Sign, ActivationBits = 1, BatchNorm = new BatchNormSpec(),
        })],
        Output = new OutputLayerSpec { Classes = 2, WeightBits = 1, BatchNorm = new BatchNormSpec() },
    };

    /// <summary>Widths of a network's layers, inputs and classes included.</summary>
    public static int[] Widths(NetworkSpec network) => [network.Input.Width, .. network.Hidden.Select(layer => layer.Neurons), network.Output.Classes];

    /// <summary>Its batch size in the paper.</summary>
    public static int Batch(NetworkSpec network) => IsBinary(network) ? 64 : 256;

    /// <summary>Whether its weights are binary.</summary>
    public static bool IsBinary(NetworkSpec network) => network.Output.WeightBits == 1;

    /// <summary>How it is trained.</summary>
    public static TrainingSpec Training(NetworkSpec network, int epochs) =>
        new() { Adam = AdamSpec.Keras(1e-4), BatchSize = Batch(network), Epochs = epochs, Seed = 1 };

    /// <summary>An experiment with it that measures every epoch and keeps three checkpoints.</summary>
    public static ExperimentPlan Plan(NetworkSpec network, DataSet data, int runs, int epochs) => ExperimentPlan.Of(
        new ExperimentSettings
        {
            Data = data.Name,
            Runs = runs,
            Checkpoints = CheckpointSchedule.Logarithmic(CheckpointSchedule.FewestLogarithmic),
            Network = network,
            Training = Training(network, epochs),
        },
        data);
}
