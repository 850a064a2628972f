using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// c[r][row] = sum over k of a[r][k] * b[k][row], the batch in the lanes: the forward pass of a dense layer and, with the weights
/// transposed, its backward pass. Every sum runs over k in rising order by fused multiply-add from 0, whatever the tile and the stage of k,
/// so neither changes a bit.
/// </summary>
internal static unsafe class MatrixProduct
{
    // Rows of b that are worked on at a time where they are many: 4 blocks of so many rows fill 32 KiB, which the first-level cache holds.
    private const int Depth = 128;

    // From so many rows of c and of b on, bringing the lanes of a panel together costs less than reading them apart, a page at every stride.
    private const int PackedRows = 64;
    private const int PackedInner = 256;
    private const int WidestPanel = 4;

    // Whole tiles of 4 and of 6 rows.
    private const int TurnedRows = 24;

    /// <summary>Computes all of c.</summary>
    /// <param name="a">Element (r, k) is a[r * rowStride + k * columnStride].</param>
    /// <param name="rowStride">Distance of rows of a.</param>
    /// <param name="columnStride">Distance of columns of a.</param>
    /// <param name="rows">Rows of a and c.</param>
    /// <param name="inner">Columns of a, rows of b.</param>
    /// <param name="b">[inner][stride].</param>
    /// <param name="c">[rows][stride].</param>
    /// <param name="stride">Distance of rows of b and c, a multiple of 16.</param>
    /// <param name="blocks">Blocks of 16 lanes that are in use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* a, int rowStride, int columnStride, int rows, int inner, float* b, float* c, int stride, int blocks)
    {
        // Addresses stay within the buffers, so nothing here can overflow.
        unchecked
        {
            if (rows >= PackedRows && inner >= PackedInner)
            {
                MultiplyPacked(a, rowStride, columnStride, rows, inner, b, c, stride, blocks);
                return;
            }

            if (rowStride == 1 && rows >= PackedRows)
            {
                MultiplyTurned(a, columnStride, rows, inner, b, c, stride, blocks);
                return;
            }

            Panels(a, rowStride, columnStride, rows, inner, b, c, stride, blocks);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels(float* a, nint rowStride, nint columnStride, int rows, int inner, float* b, float* c, nint stride, int blocks)
    {
        unchecked
        {
            for (int block = 0, width; block < blocks; block += width)
            {
                width = PanelWidth(blocks - block);
                nint lane = block * Lanes.Count;
                Panel(width, a, rowStride, columnStride, rows, inner, b + lane, stride, c + lane, stride, resume: false);
            }
        }
    }

    // A column of a few numbers at every stride of a, which all fall on the same few places of a cache: brought together, once for all panels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void MultiplyTurned(float* a, nint columnStride, int rows, int inner, float* b, float* c, nint stride, int blocks)
    {
        unchecked
        {
            float* turned = stackalloc float[TurnedRows * PackedInner];
            for (int r = 0; r < rows; r += TurnedRows)
            {
                int taken = Math.Min(rows - r, TurnedRows);
                for (int k = 0; k < inner; k++)
                {
                    float* from = a + k * columnStride + r;
                    new ReadOnlySpan<float>(from, taken).CopyTo(new Span<float>(turned + k * TurnedRows, taken));
                }

                Panels(turned, 1, TurnedRows, taken, inner, b, c + r * stride, stride, blocks);
            }
        }
    }

    /// <summary>Blocks of 16 lanes that a panel takes of those left: as many as the registers of the machine hold sums of four rows for.</summary>
    private static int PanelWidth(int blocks) => !Vector512.IsHardwareAccelerated || blocks == 1 ? 1 : blocks >= WidestPanel ? WidestPanel : 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void MultiplyPacked(float* a, int rowStride, int columnStride, int rows, int inner, float* b, float* c, int stride, int blocks)
    {
        unchecked
        {
            float* memory = stackalloc float[Depth * WidestPanel * Lanes.Count + Lanes.Count];
            float* packed = (float*)(((nint)memory + 63) & ~63);
            int stages = (inner + Depth - 1) / Depth;
            for (int stage = 0; stage < stages; stage++)
            {
                int k = (int)((long)inner * stage / stages);
                int depth = (int)((long)inner * (stage + 1) / stages) - k;
                for (int block = 0, width; block < blocks; block += width)
                {
                    width = PanelWidth(blocks - block);
                    nint lane = block * Lanes.Count;
                    Pack(b + (nint)k * stride + lane, stride, depth, width * Lanes.Count, packed);
                    float* from = a + (nint)k * columnStride;
                    Panel(width, from, rowStride, columnStride, rows, depth, packed, width * Lanes.Count, c + lane, stride, resume: stage > 0);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* from, nint stride, int rows, int lanes, float* to)
    {
        unchecked
        {
            for (int k = 0; k < rows; k++, from += stride, to += lanes)
            {
                for (int lane = 0; lane < lanes; lane += Lanes.Count)
                {
                    Vector512.Load(from + lane).Store(to + lane);
                }
            }
        }
    }

    private static void Panel(
        int width, float* a, nint rowStride, nint columnStride, int rows, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        switch (width)
        {
            case WidestPanel: PanelOf4(a, rowStride, columnStride, rows, inner, b, bStride, c, cStride, resume); break;
            case 2: PanelOf2(a, rowStride, columnStride, rows, inner, b, bStride, c, cStride, resume); break;
            default: PanelOf1(a, rowStride, columnStride, rows, inner, b, bStride, c, cStride, resume); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelOf4(
        float* a, nint rowStride, nint columnStride, int rows, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            for (; rows >= 4; rows -= 4, a += 4 * rowStride, c += 4 * cStride)
            {
                WideTiles.Tile4x4(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }

            switch (rows)
            {
                case 3: WideTiles.Tile3x4(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume); break;
                case 2: WideTiles.Tile2x4(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume); break;
                case 1: WideTiles.Tile1x4(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelOf2(
        float* a, nint rowStride, nint columnStride, int rows, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            for (; rows >= 4; rows -= 4, a += 4 * rowStride, c += 4 * cStride)
            {
                NarrowTiles.Tile4x2(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }

            for (; rows > 0; rows--, a += rowStride, c += cStride)
            {
                NarrowTiles.Tile1x2(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelOf1(
        float* a, nint rowStride, nint columnStride, int rows, int inner, float* b, nint bStride, float* c, nint cStride, bool resume)
    {
        unchecked
        {
            // 8 rows are 4 and 4, not 6 and 2.
            for (; rows >= 6 && rows != 8; rows -= 6, a += 6 * rowStride, c += 6 * cStride)
            {
                NarrowTiles.Tile6x1(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }

            for (; rows >= 4; rows -= 4, a += 4 * rowStride, c += 4 * cStride)
            {
                NarrowTiles.Tile4x1(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }

            for (; rows > 0; rows--, a += rowStride, c += cStride)
            {
                NarrowTiles.Tile1x1(a, rowStride, columnStride, inner, b, bStride, c, cStride, resume);
            }
        }
    }
}
