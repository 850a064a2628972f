namespace Edge.Training.Torch;

/// <summary>What the TorchSharp engine computes on.</summary>
public enum TorchDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda,
}
