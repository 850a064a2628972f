using System.Runtime.Intrinsics;

namespace Edge.Inference.Kernels;

/// <summary>The kernels of a layer on the instructions asked for.</summary>
internal static unsafe class PathKernels
{
    /// <summary>Codes of a bit-sliced layer: <see cref="SlicedKernel{TLanes, TVector}.Compute"/>.</summary>
    public static void Slice(VectorPath path, ulong* source, HostLayer layer, ulong* target, int words)
    {
        int inputs = layer.Layer.Input.Width;
        ulong[][] weights = layer.Layer.BinaryWeights;
        switch (path)
        {
            case VectorPath.Avx512:
                SlicedKernel<BitLanes512, Vector512<ulong>>.Compute(source, inputs, weights, layer.Limits, target, words);
                break;
            case VectorPath.Avx2:
                SlicedKernel<BitLanes256, Vector256<ulong>>.Compute(source, inputs, weights, layer.Limits, target, words);
                break;
            default:
                SlicedKernel<BitLanes128, Vector128<ulong>>.Compute(source, inputs, weights, layer.Limits, target, words);
                break;
        }
    }

    /// <summary>Counts of a layer of binary weights and inputs: <see cref="SlicedKernel{TLanes, TVector}.Count"/>.</summary>
    public static void Count(VectorPath path, ulong* source, HostLayer layer, ulong* target, int words)
    {
        int inputs = layer.Layer.Input.Width;
        ulong[][] weights = layer.Layer.BinaryWeights;
        switch (path)
        {
            case VectorPath.Avx512:
                SlicedKernel<BitLanes512, Vector512<ulong>>.Count(source, inputs, weights, layer.CountBits, target, words);
                break;
            case VectorPath.Avx2:
                SlicedKernel<BitLanes256, Vector256<ulong>>.Count(source, inputs, weights, layer.CountBits, target, words);
                break;
            default:
                SlicedKernel<BitLanes128, Vector128<ulong>>.Count(source, inputs, weights, layer.CountBits, target, words);
                break;
        }
    }

    /// <summary>Accumulators of 32 rows: <see cref="PairKernel{TLanes, TVector}.Accumulate"/>.</summary>
    public static void Accumulate(VectorPath path, short* x, HostLayer layer, int* z)
    {
        switch (path)
        {
            case VectorPath.Avx512:
                PairKernel<PairLanes512, Vector512<int>>.Accumulate(x, layer.Pairs, layer.Weights, layer.Biases, layer.Neurons, z);
                break;
            case VectorPath.Avx2:
                PairKernel<PairLanes256, Vector256<int>>.Accumulate(x, layer.Pairs, layer.Weights, layer.Biases, layer.Neurons, z);
                break;
            default:
                PairKernel<PairLanes128, Vector128<int>>.Accumulate(x, layer.Pairs, layer.Weights, layer.Biases, layer.Neurons, z);
                break;
        }
    }
}
