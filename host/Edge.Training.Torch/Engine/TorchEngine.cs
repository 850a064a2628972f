using System.Runtime.InteropServices;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using TorchSharp;

namespace Edge.Training.Torch.Engine;

/// <summary>Training by TorchSharp: modules, autograd and libtorch's kernels. Float arithmetic is left to the fused trainer.</summary>
internal sealed class TorchEngine : ITrainingEngine
{
    private readonly torch.Device device;

    private TorchEngine(TorchDevice chosen)
    {
        Name = TorchEngines.NameOf(chosen);
        device = chosen == TorchDevice.Cpu ? torch.CPU : torch.CUDA;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Loads libtorch.</summary>
    /// <param name="device">What to compute on.</param>
    /// <param name="threads">Threads of one operation on the processor; for the whole process.</param>
    /// <exception cref="TorchEngineException">A native library is missing, or there is no such device.</exception>
    public static TorchEngine Load(TorchDevice device, int threads)
    {
        TextWriter output = Console.Out;
        try
        {
            // TorchSharp writes a page to standard output where it misses something; the exception below says it in a line.
            Console.SetOut(TextWriter.Null);
            bool usable = device == TorchDevice.Cpu || torch.cuda.is_available();
            torch.set_num_threads(threads);

            // Products of 10-bit mantissas, which an environment variable can have turned on, are not the fused trainer's.
            torch.backends.cuda.matmul.allow_tf32 = false;
            return usable
                ? new TorchEngine(device)
                : throw new TorchEngineException("there is no CUDA device that libtorch can use; choose --engine torch, which computes on the processor");
        }
        catch (Exception missing) when (missing is TypeInitializationException or DllNotFoundException or NotSupportedException or BadImageFormatException)
        {
            string package = device == TorchDevice.Cpu ? "TorchSharp-cpu" : OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";
            throw new TorchEngineException(
                $"libtorch, the native library of TorchSharp, can't be loaded here; it comes with the package {package} for this system and processor, "
                    + "and has to lie beside this program",
                missing);
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    /// <inheritdoc/>
    public ITrainingStep Begin(NetworkParameters network, OptimizerState optimizer, TrainingSpec training)
    {
        if (network.Network.FloatArithmetic is not null)
        {
            throw new SpecException([$"network {network.Network.Name} is in float arithmetic, which the fused engine alone trains; choose --engine fused"]);
        }

        try
        {
            return new TorchTrainingStep(network, optimizer, training, device);
        }
        catch (ExternalException fault) when (TorchFault.Explain(fault) is Exception explained)
        {
            throw explained;
        }
    }
}
