using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>The parameters of a whole network at some moment: all that float evaluation and freezing need.</summary>
public sealed class NetworkParameters
{
    /// <summary>Zero weights for an accepted network.</summary>
    /// <exception cref="SpecException">The network is not accepted.</exception>
    public NetworkParameters(NetworkSpec network)
    {
        NetworkCheck.Require(network);
        Network = network;
        Plans = LayerPlan.Of(network);
        Layers = Array.ConvertAll(Plans, plan => new LayerParameters(plan));
    }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>Its layers' shapes and rules, from input to output. Not to be changed.</summary>
    public LayerPlan[] Plans { get; }

    /// <summary>Its layers' values, from input to output.</summary>
    public LayerParameters[] Layers { get; }

    /// <summary>Scale of the codes that enter a layer.</summary>
    /// <param name="layer">0 nearest the input.</param>
    public float InputScale(int layer) => layer == 0 ? Network.Input.Scale : OutputScale(layer - 1);

    /// <summary>Scale of the codes that leave a layer; 1 in float arithmetic, where values leave it.</summary>
    /// <param name="layer">0 nearest the input.</param>
    public float OutputScale(int layer) => Plans[layer].IsFloat ? 1 : Plans[layer].Grid.Scale(Layers[layer].Range);

    /// <summary>Codes of what enters a layer.</summary>
    /// <param name="layer">0 nearest the input.</param>
    public CodeGrid InputGrid(int layer) => layer == 0 ? CodeGrid.OfInput(Network.Input) : Plans[layer - 1].Grid;

    /// <summary>Draws new weights, layer by layer, neuron by neuron, input by input.</summary>
    /// <param name="random">Source of the draws.</param>
    public void Initialize(RandomSource random)
    {
        for (int l = 0; l < Plans.Length; l++)
        {
            WeightInitializer.Fill(Layers[l].Weights.Span, Plans[l].Inputs, Plans[l].Neurons, Network.Initialization, random);
        }
    }
}
