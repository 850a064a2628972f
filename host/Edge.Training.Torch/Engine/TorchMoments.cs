using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>The moving averages of the gradients of one group of parameters, on the device.</summary>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
