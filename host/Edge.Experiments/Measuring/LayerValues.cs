using Edge.Training.Columns;

namespace Edge.Experiments.Measuring;

/// <summary>The values of one neuron on all rows, until the next call of anything of the same layers.</summary>
/// <param name="neuron">0..width - 1.</param>
internal delegate ReadOnlySpan<float> ValuesOfNeuron(int neuron);

/// <summary>What is put into bins: the values of a layer on all rows.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Width">Neurons.</param>
/// <param name="Column">Values of a neuron.</param>
internal sealed record LayerValues(string Name, int Width, ValuesOfNeuron Column)
{
    /// <summary>The values of a layer in float arithmetic.</summary>
    public static LayerValues Of(LayerColumns layer) => new(layer.Name, layer.Width, layer.Column);
}
