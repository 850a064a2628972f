using Edge.Training.Optimizers;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>The moving averages of one tensor's gradients, on the device; <see cref="AdamMoments"/> is their saved form.</summary>
internal sealed class TorchMoments : IDisposable
{
    /// <summary>Zeros in the shape of a tensor.</summary>
    public TorchMoments(Tensor like)
    {
        First = zeros(like.shape, device: like.device);
        Second = zeros(like.shape, device: like.device);
    }

    /// <summary>m: of the gradients.</summary>
    public Tensor First { get; }

    /// <summary>v: of their squares.</summary>
    public Tensor Second { get; }

    /// <summary>Takes them over.</summary>
    public void Load(AdamMoments from)
    {
        TensorCopy.Load(from.First.Span, First);
        TensorCopy.Load(from.Second.Span, Second);
    }

    /// <summary>Hands them out.</summary>
    public void Store(AdamMoments to)
    {
        TensorCopy.Store(First, to.First.Span);
        TensorCopy.Store(Second, to.Second.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
