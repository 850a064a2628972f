using Edge.Core.Models;
using Edge.Information.Files;

namespace Edge.Devices.Recording;

/// <summary>Names and shapes of a model's recorded layers.</summary>
public static class LayerNames
{
    /// <summary>Name of the last dense layer's codes.</summary>
    public const string Logits = "logits";

    /// <summary>Name of the softmax codes.</summary>
    public const string Softmax = "softmax";

    /// <summary>Name of a recorded layer: <c>dense1</c>, <c>dense2</c>, ..., <c>logits</c>, <c>softmax</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">0 .. model.RecordedLayers - 1.</param>
    public static string Of(IntegerModel model, int layer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)model.RecordedLayers, nameof(layer));
        int fromEnd = model.RecordedLayers - 1 - layer;
        return fromEnd switch { 0 => Softmax, 1 => Logits, _ => FormattableString.Invariant($"dense{layer + 1}") };
    }

    /// <summary>Name, width and bits of every recorded layer.</summary>
    public static IReadOnlyList<LayerShape> Shapes(IntegerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        LayerShape[] shapes = new LayerShape[model.RecordedLayers];
        for (int layer = 0; layer < shapes.Length; layer++)
        {
            TensorFormat format = model.RecordedFormat(layer);
            shapes[layer] = new LayerShape(Of(model, layer), format.Width, format.Bits);
        }

        return shapes;
    }
}
