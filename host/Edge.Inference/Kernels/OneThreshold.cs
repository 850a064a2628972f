using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Core.Models;

namespace Edge.Inference.Kernels;

/// <summary>One-bit codes of 32 rows from their accumulators, as planes.</summary>
internal static unsafe class OneThreshold
{
    /// <summary>Writes the bits of two blocks into planes and complements.</summary>
    /// <param name="z">Accumulators, [2 blocks][neurons][16 rows].</param>
    /// <param name="layer">The layer: its thresholds.</param>
    /// <param name="block">First of the two blocks, even.</param>
    /// <param name="planes">Receives [neurons][plane, complement][8 words].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(int* z, DenseLayer layer, int block, ulong* planes)
    {
        unchecked
        {
            int neurons = layer.Output.Width;
            int* second = z + (nint)neurons * RowBlock.Rows;
            for (int n = 0; n < neurons; n++)
            {
                Vector256<int> threshold = Vector256.Create(layer.ThresholdsOf(n)[0]);
                int offset = n * RowBlock.Rows;
                uint bits = Passed(z + offset, threshold)
                    | (Passed(z + offset + 8, threshold) << 8)
                    | (Passed(second + offset, threshold) << 16)
                    | (Passed(second + offset + 8, threshold) << 24);
                uint* target = (uint*)(planes + (nint)n * 2 * RowBlock.PlaneWords) + block / 2;
                target[0] = bits;
                target[2 * RowBlock.PlaneWords] = ~bits;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Passed(int* z, Vector256<int> threshold) =>
        Vector256.GreaterThanOrEqual(Vector256.Load(z), threshold).ExtractMostSignificantBits();
}
