using Edge.Core.Models;
using Edge.Training.Layers;

namespace Edge.Training.Freezing;

/// <summary>
/// Keeps the integer model of a network in training: each <see cref="Freeze"/> writes the present values into the same model, so that
/// freezing at every epoch allocates nothing. What a model is, is said at <see cref="Freezer"/>. Serves one thread.
/// </summary>
public sealed class NetworkFreezer
{
    private readonly NetworkParameters network;
    private readonly LayerFreezer[] layers;

    // e[d] depends on the scale of the logits alone.
    private double softmaxScale = double.NaN;

    /// <summary>Allocates a model for a network and freezes the values that it has now.</summary>
    public NetworkFreezer(NetworkParameters network)
    {
        this.network = network;
        TensorFormat input = CodeGrid.OfInput(network.Network.Input).Format(network.Network.Input.Width);
        TensorFormat format = input;
        layers = new LayerFreezer[network.Plans.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = new LayerFreezer(network, l, format);
            format = layers[l].Layer.Output;
        }

        Model = new IntegerModel(
            input, Array.ConvertAll(layers, layer => layer.Layer), new ushort[format.TopCode + 1], network.Network.Output.ProbabilityBits);
        Freeze();
    }

    /// <summary>The model as of the last <see cref="Freeze"/>; always this object, its arrays change.</summary>
    public IntegerModel Model { get; }

    /// <summary>Freezes the values that the network has now. Cannot fail.</summary>
    public void Freeze()
    {
        foreach (LayerFreezer layer in layers)
        {
            layer.Freeze();
        }

        double scale = network.OutputScale(layers.Length - 1);
        if (scale != softmaxScale)
        {
            Freezer.FillSoftmaxTable(scale, Model.SoftmaxTable);
            softmaxScale = scale;
        }
    }

    /// <summary>Scale of a layer's integer weights at the last <see cref="Freeze"/>.</summary>
    /// <param name="layer">0 nearest the input.</param>
    internal float WeightScale(int layer) => layers[layer].WeightScale;
}
