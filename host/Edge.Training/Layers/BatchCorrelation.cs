using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// g[n][i] = scale * sum over the batch of d[n][row] * x[i][row]: the gradient of a dense layer's weights. Each sum is taken in 16 lanes as
/// <see cref="Lanes"/> states, whatever the tile, so tiling changes no bit.
/// </summary>
internal static unsafe class BatchCorrelation
{
    private const int TileInputs = 4;

    // Floats of the inputs that stay in the first-level cache while all neurons pass by: 16 KiB.
    private const int CachedFloats = 4096;

    /// <summary>Computes all of g.</summary>
    /// <param name="d">[neurons][stride], 0 in lanes beyond the batch.</param>
    /// <param name="neurons">Rows of d.</param>
    /// <param name="x">[inputs][stride], finite in lanes beyond the batch.</param>
    /// <param name="inputs">Rows of x.</param>
    /// <param name="stride">Distance of rows of d and x, a multiple of 16.</param>
    /// <param name="blocks">Blocks of 16 lanes that are in use.</param>
    /// <param name="scale">Multiplies every sum.</param>
    /// <param name="g">[neurons][inputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* d, int neurons, float* x, int inputs, int stride, int blocks, float scale, float* g)
    {
        // Addresses stay within the buffers, so nothing here can overflow.
        unchecked
        {
            int group = Math.Max(CachedFloats / stride / TileInputs * TileInputs, TileInputs);
            for (int i = 0, taken; i < inputs; i += taken)
            {
                // No group of less than a tile is left over.
                taken = inputs - i < group + TileInputs ? inputs - i : group;
                Correlate(d, neurons, x + (nint)i * stride, taken, stride, blocks, scale, g + i, inputs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Correlate(float* d, int neurons, float* x, int inputs, nint stride, int blocks, float scale, float* g, nint gStride)
    {
        unchecked
        {
            int tile = Avx512F.IsSupported ? CorrelationTiles.Neurons : CorrelationHalfTiles.Neurons;
            for (int first = 0; first < neurons; first += tile)
            {
                // The last strip reaches back into the one before: the same sums again.
                nint n = Math.Max(Math.Min(first, neurons - tile), 0);
                if (Avx512F.IsSupported)
                {
                    CorrelationTiles.Strip(d + n * stride, Math.Min(neurons, tile), x, inputs, stride, blocks, scale, g + n * gStride, gStride);
                }
                else
                {
                    CorrelationHalfTiles.Strip(d + n * stride, Math.Min(neurons, tile), x, inputs, stride, blocks, scale, g + n * gStride, gStride);
                }
            }
        }
    }
}
