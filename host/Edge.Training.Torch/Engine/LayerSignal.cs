using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>What goes from one layer to the next.</summary>
/// <param name="Integers">Code - zero point (bipolar: -1 and +1), in the output layer the logits; [rows][neurons]. Carries the gradient.</param>
/// <param name="Scale">A value is its integer times this; without dimensions and gradient.</param>
internal readonly record struct LayerSignal(Tensor Integers, Tensor Scale);
