using Edge.Training.Layers;

namespace Edge.Training.Freezing;

/// <summary>What the codes of a tensor stand for: value = Scale * (code - zero point), or 2 * code - 1 if bipolar.</summary>
/// <param name="Name"><c>input</c>, <c>dense1</c>, ..., <c>logits</c>, <c>softmax</c>.</param>
/// <param name="Activation">The activation in kebab case, such as <c>hard-tanh</c>; <c>none</c> for input and logits, <c>softmax</c> for
/// the last.</param>
/// <param name="Width">Elements per row.</param>
/// <param name="Grid">Bits, top code, zero point, map.</param>
/// <param name="Scale">Distance of neighbouring values; 1 if bipolar.</param>
/// <param name="WeightScale">Scale of the integer weights of the layer that makes the tensor; null for input and softmax.</param>
public sealed record TensorDescription(string Name, string Activation, int Width, CodeGrid Grid, double Scale, double? WeightScale);
