using Edge.Training.Networks;

namespace Edge.Training.Layers;

/// <summary>
/// One dense layer of an accepted network as the trainer sees it: shape, weights, normalization, activation (none in the output layer) and
/// output codes.
/// </summary>
public sealed record LayerPlan
{
    /// <summary>Position, 0 nearest the input.</summary>
    public required int Index { get; init; }

    /// <summary>Inputs of a neuron.</summary>
    public required int Inputs { get; init; }

    /// <summary>Neurons.</summary>
    public required int Neurons { get; init; }

    /// <summary>Bits of a weight.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Batch normalization, or null.</summary>
    public required BatchNormSpec? BatchNorm { get; init; }

    /// <summary>Activation; null in the output layer, whose logits are coded as they are.</summary>
    public required Activation? Activation { get; init; }

    /// <summary>Codes of the outputs.</summary>
    public required CodeGrid Grid { get; init; }

    /// <summary>Bits of an output: those of the activation, or of a probability in the output layer; 32 for floats as they are.</summary>
    public int OutputBits => Grid.Bits;

    /// <summary>Arithmetic in floats, or null for that of integers.</summary>
    public FloatArithmeticSpec? Float { get; init; }

    /// <summary>Whether the layer computes with floats that no integer model holds; its grid then says bits alone.</summary>
    public bool IsFloat => Float is not null;

    /// <summary>Whether weights are used as they are.</summary>
    public bool HasFloatWeights => IsFloat && WeightBits == FloatArithmeticSpec.FloatBits;

    /// <summary>Whether activations are fake-quantized.</summary>
    public bool IsFakeQuantized => IsFloat && !IsOutput && Grid.Bits < FloatArithmeticSpec.FloatBits;

    /// <summary>Whether the bounds of fake quantization move and are part of the network.</summary>
    public bool HasMovingBounds => IsFakeQuantized && Float!.ActivationRange == ActivationRange.Moving;

    /// <summary>Whether this is the output layer.</summary>
    public bool IsOutput => Activation is null;

    /// <summary>Whether the output range is learned as a moving maximum: relu activations and logits.</summary>
    public bool HasMovingRange => !IsFloat && (Activation is null or Networks.Activation.Relu);

    /// <summary>Whether one comparison makes the code.</summary>
    public bool HasSingleThreshold => !IsFloat && Grid.TopCode == 1;

    /// <summary>Whether binary weights have scale 1 rather than mean |w|.</summary>
    public bool HasUnitWeightScale => WeightBits == 1 && BatchNorm is not null;

    /// <summary>Name of the recorded layer: <c>dense1</c>, <c>dense2</c>, ..., <c>logits</c>.</summary>
    public string Name => IsOutput ? "logits" : $"dense{Index + 1}";

    /// <summary>The layers of a network, from input to output.</summary>
    public static LayerPlan[] Of(NetworkSpec network)
    {
        var plans = new LayerPlan[network.Hidden.Count + 1];
        int inputs = network.Input.Width;
        for (int l = 0; l < network.Hidden.Count; l++)
        {
            HiddenLayerSpec hidden = network.Hidden[l];
            plans[l] = new LayerPlan
            {
                Index = l,
                Inputs = inputs,
                Neurons = hidden.Neurons,
                WeightBits = hidden.WeightBits,
                BatchNorm = hidden.BatchNorm,
                Activation = hidden.Activation,
                Grid = network.FloatArithmetic is null
                    ? CodeGrid.OfActivation(hidden.Activation, hidden.ActivationBits)
                    : CodeGrid.OfFloats(hidden.ActivationBits),
                Float = network.FloatArithmetic,
            };
            inputs = hidden.Neurons;
        }

        plans[^1] = new LayerPlan
        {
            Index = plans.Length - 1,
            Inputs = inputs,
            Neurons = network.Output.Classes,
            WeightBits = network.Output.WeightBits,
            BatchNorm = network.Output.BatchNorm,
            Activation = null,
            Grid = network.FloatArithmetic is null
                ? CodeGrid.Symmetric(network.Output.LogitBits)
                : CodeGrid.OfFloats(network.Output.ProbabilityBits),
            Float = network.FloatArithmetic,
        };
        return plans;
    }
}
