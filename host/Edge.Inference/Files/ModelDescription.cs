using System.Text.Json.Serialization;

namespace Edge.Inference.Files;

/// <summary>What a model file says about its model beside the arithmetic; nothing here changes a code or the identity.</summary>
/// <param name="Name">Name of the network or preset.</param>
/// <param name="DataSet">Data set it was trained on.</param>
/// <param name="Run">Run within the experiment, from 0.</param>
/// <param name="Epoch">Epoch it was frozen at; 0 is the initial network.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Classes">Names of the classes, one for each logit.</param>
/// <param name="Tensors">Real meaning of the codes: of the input, then of every dense layer's output.</param>
public sealed record ModelDescription(
    string Name,
    string DataSet,
    int Run,
    int Epoch,
    ulong Seed,
    IReadOnlyList<string> Classes,
    IReadOnlyList<TensorDescription> Tensors)
{
    /// <summary>How the numbers of the table it was trained on became input codes; null where that was no table of numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InputColumns? Inputs { get; init; }
}

/// <summary>What the codes of each input column stand for in the table they came from: value = offset + scale * code.</summary>
/// <param name="Quantized">True where values were rounded to the nearest code; false where every value is exactly that of a code.</param>
/// <param name="Offsets">Value of code 0, one for each input.</param>
/// <param name="Scales">Distance of the values of neighbouring codes, above 0, one for each input.</param>
public sealed record InputColumns(bool Quantized, IReadOnlyList<double> Offsets, IReadOnlyList<double> Scales);

/// <summary>How codes stand for real numbers: value = scale * (code - zero point).</summary>
/// <param name="Activation">Activation before the quantizer ("tanh", "sign", ...); "none" for inputs and logits.</param>
/// <param name="Scale">Real value of one step; finite.</param>
/// <param name="ZeroPoint">Code of the real value 0.</param>
public sealed record TensorDescription(string Activation, double Scale, int ZeroPoint);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = 8,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelDescriptionJson : JsonSerializerContext;
