using Edge.Training.Engines;
#if EDGE_TORCH
using Edge.Training.Torch.Engine;
#endif

namespace Edge.Training.Torch;

/// <summary>The one way to the TorchSharp engine, whether this program was built with it or not.</summary>
public static class TorchEngines
{
    /// <summary>How to build the command with the engine.</summary>
    public const string HowToBuild = "dotnet build host/Edge.Cli -c Release -p:EdgeTorch=package";

    /// <summary>Whether this program was built with TorchSharp. Its native library may still be missing.</summary>
    public static bool IsBuiltIn =>
#if EDGE_TORCH
        true;
#else
        false;
#endif

    /// <summary>Name of the engine on a device, as <see cref="ITrainingEngine.Name"/> has it.</summary>
    public static string NameOf(TorchDevice device) => device == TorchDevice.Cpu ? "torch" : "torch-cuda";

    /// <summary>Loads the native library and makes an engine.</summary>
    /// <param name="device">What to compute on.</param>
    /// <param name="threads">Threads of one operation on the processor, 1 or more; for the whole process.</param>
    /// <exception cref="TorchEngineException">This program was built without TorchSharp, its native library is missing, or there is no such device.</exception>
    public static ITrainingEngine Create(TorchDevice device, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
#if EDGE_TORCH
        return TorchEngine.Load(device, threads);
#else
        string package = device == TorchDevice.Cpu
            ? string.Empty
            : " -p:EdgeTorchPackage=" + (OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux");
        throw new TorchEngineException($"this edge was built without TorchSharp; for the engine {NameOf(device)} build it with: {HowToBuild}{package}");
#endif
    }
}
