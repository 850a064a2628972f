using System.Runtime.InteropServices;

namespace Edge.Training.Torch.Engine;

/// <summary>Tells what a machine lacks from the many lines of libtorch's errors.</summary>
internal static class TorchFault
{
    private static readonly string[] OfMemory = ["out of memory", "can't allocate memory", "not enough memory"];
    private static readonly string[] OfDevice = ["CUDA error", "CUDA driver", "CUBLAS_STATUS"];

    /// <summary>The exception to throw in its place.</summary>
    /// <param name="fault">What TorchSharp threw.</param>
    /// <returns>
    /// <see cref="OutOfMemoryException"/> for memory, <see cref="TorchEngineException"/> for a CUDA device that fails; null for anything else, which
    /// is a fault of ours.
    /// </returns>
    public static Exception? Explain(ExternalException fault)
    {
        string first = fault.Message.ReplaceLineEndings("\n").Split('\n')[0];
        return OfMemory.Any(first.Contains) ? new OutOfMemoryException(first, fault)
            : OfDevice.Any(first.Contains) ? new TorchEngineException($"the CUDA device fails: {first}; choose --engine torch, which computes on the processor", fault)
            : null;
    }
}
