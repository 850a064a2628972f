using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>Floats between managed memory and tensors on any device, in row-major order.</summary>
internal static class TensorCopy
{
    /// <summary>Fills a tensor.</summary>
    /// <param name="from">As many floats as the tensor holds.</param>
    /// <param name="to">Changed in place.</param>
    public static void Load(ReadOnlySpan<float> from, Tensor to)
    {
        using IDisposable scope = NewDisposeScope();
        using (no_grad())
        {
            to.copy_(tensor(from.ToArray()).view(to.shape));
        }
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="from">The tensor.</param>
    /// <param name="to">As many floats as it holds.</param>
    public static void Store(Tensor from, Span<float> to)
    {
        using IDisposable scope = NewDisposeScope();
        MemoryMarshal.Cast<byte, float>(from.detach().cpu().contiguous().bytes).CopyTo(to);
    }
}
