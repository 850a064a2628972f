using System.Runtime.InteropServices;
using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Benching.References;

/// <summary>OpenBLAS on one thread, where the machine has it: the products of <see cref="DenseProducts"/> by cblas_sgemm, all matrices row by row.</summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int Plain = 111;
    private const int Transposed = 112;
    private static readonly string[] Names = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll"];

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> multiply;

    private OpenBlas(nint library)
    {
        multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        var setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        setThreads(1);
        Name = "OpenBLAS";
        if (NativeLibrary.TryGetExport(library, "openblas_get_corename", out nint corename))
        {
            Name += $" ({Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)corename)())})";
        }
    }

    /// <summary>OpenBLAS and the processor that it takes this one for.</summary>
    public string Name { get; }

    /// <summary>Loads it; null where the machine has none.</summary>
    public static OpenBlas? Load()
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint library) && NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out _))
            {
                return new OpenBlas(library);
            }
        }

        return null;
    }

    /// <summary>As <see cref="DenseProducts.Forward"/>.</summary>
    public void Forward(DenseProducts layer) =>
        Multiply(Plain, Plain, layer.Neurons, layer.Stride, layer.Inputs, layer.Weights, layer.Inputs, layer.Entered, layer.Stride, layer.Sums);

    /// <summary>As <see cref="DenseProducts.BackwardWeights"/>.</summary>
    public void BackwardWeights(DenseProducts layer) => Multiply(
        Plain, Transposed, layer.Neurons, layer.Inputs, layer.Stride, layer.Deltas, layer.Stride, layer.Entered, layer.Stride, layer.WeightGradients);

    /// <summary>As <see cref="DenseProducts.BackwardInputs"/>.</summary>
    public void BackwardInputs(DenseProducts layer) => Multiply(
        Transposed, Plain, layer.Inputs, layer.Stride, layer.Neurons, layer.Weights, layer.Inputs, layer.Deltas, layer.Stride, layer.InputGradients);

    // c = a b, c's rows one after the other.
    private void Multiply(int turnA, int turnB, int m, int n, int k, AlignedBuffer a, int aStride, AlignedBuffer b, int bStride, AlignedBuffer c)
    {
        fixed (float* pa = a.Span, pb = b.Span, pc = c.Span)
        {
            multiply(RowMajor, turnA, turnB, m, n, k, 1, pa, aStride, pb, bStride, 0, pc, n);
        }
    }
}
