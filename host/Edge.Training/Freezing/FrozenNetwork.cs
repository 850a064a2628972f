using Edge.Core.Models;

namespace Edge.Training.Freezing;

/// <summary>A network frozen at some moment.</summary>
/// <param name="Model">All that decides a code.</param>
/// <param name="Tensors">What the codes stand for: input, every recorded layer in order, softmax last.</param>
public sealed record FrozenNetwork(IntegerModel Model, IReadOnlyList<TensorDescription> Tensors);
