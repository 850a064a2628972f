using Edge.Core.Models;
using Edge.Inference;
using Edge.Inference.Files;

namespace Edge.Experiments.Measuring;

/// <summary>
/// The values that codes of an integer model stand for: scale x (code - zero point), -1 and +1 where they are bipolar, and of a probability
/// code / largest code. Hidden layers and softmax: what a network in float arithmetic has, too.
/// </summary>
internal sealed class CodeValues
{
    private readonly HostCodes codes;
    private readonly double[] scales;
    private readonly int[] zeroPoints;
    private readonly float[] column;

    /// <summary>Prepares.</summary>
    /// <param name="codes">Codes of all rows, filled anew between looks at the values.</param>
    /// <param name="names">Names of the recorded layers, <c>logits</c> and <c>softmax</c> last.</param>
    public CodeValues(HostCodes codes, IReadOnlyList<string> names)
    {
        this.codes = codes;
        scales = new double[names.Count];
        zeroPoints = new int[names.Count];
        column = new float[codes.Rows];
        int logits = names.Count - 2;
        Layers =
        [
            .. from layer in Enumerable.Range(0, names.Count)
               where layer != logits
               select new LayerValues(names[layer], codes.Formats[layer].Width, neuron => Column(layer, neuron)),
        ];
    }

    /// <summary>Hidden layers from the input on, then softmax.</summary>
    public IReadOnlyList<LayerValues> Layers { get; }

    /// <summary>Takes over what the codes of a model stand for.</summary>
    /// <param name="description">Tensors of input, every dense layer.</param>
    public void Take(ModelDescription description)
    {
        for (int layer = 0; layer < scales.Length - 1; layer++)
        {
            TensorDescription tensor = description.Tensors[layer + 1];
            bool bipolar = codes.Formats[layer].Map == TensorMap.Bipolar;
            (scales[layer], zeroPoints[layer]) = bipolar ? (2, 0) : (tensor.Scale, tensor.ZeroPoint);
        }

        scales[^1] = 1.0 / codes.Formats[^1].TopCode;
    }

    private ReadOnlySpan<float> Column(int layer, int neuron)
    {
        double offset = codes.Formats[layer].Map == TensorMap.Bipolar ? -1 : 0;
        for (int row = 0; row < column.Length; row++)
        {
            column[row] = (float)((scales[layer] * (codes.CodeAt(layer, row, neuron) - zeroPoints[layer])) + offset);
        }

        return column;
    }
}
