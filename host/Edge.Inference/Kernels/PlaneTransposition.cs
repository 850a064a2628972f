using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>
/// Planes of 512 rows to a word of 64 bits per row, on AVX-512: eight planes at a time, bits are gathered into a byte per row; then up to eight
/// bytes per row are woven into words.
/// </summary>
internal static unsafe class PlaneTransposition
{
    private const int VectorWords = 8;

    // Source of each byte of a vector of eight words: byte p of word j becomes byte j of word p.
    private static readonly Vector512<byte> ByRows = Vector512.Create(
        (byte)0, 8, 16, 24, 32, 40, 48, 56, 1, 9, 17, 25, 33, 41, 49, 57, 2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51, 59,
        4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61, 6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55, 63);

    // Weaving works within lanes of 16 bytes and takes two rows of each lane for a vector: rows 8k + 2 lane and the next stand together.
    private static readonly Vector512<ushort> ByLanes = Vector512.Create(
        (ushort)0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29, 2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31);

    /// <summary>Transposes.</summary>
    /// <param name="planes">[width][plane, complement][8 words].</param>
    /// <param name="width">Planes, 1..64.</param>
    /// <param name="rows">Receives 512 words.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Transpose(ulong* planes, int width, ulong* rows)
    {
        unchecked
        {
            int chunks = (width + 7) / 8;
            ulong* bytes = stackalloc ulong[VectorWords * VectorWords * VectorWords];
            for (int c = 0; c < chunks; c++)
            {
                GatherBytes(planes + (nint)c * 8 * 2 * RowBlock.PlaneWords, Math.Min(8, width - 8 * c), bytes + c * VectorWords);
            }

            for (int g = 0; g < VectorWords; g++)
            {
                Weave(bytes + g * VectorWords * VectorWords, chunks, rows + g * 64);
            }
        }
    }

    /// <summary>Bytes of 64 rows at a time, at bytes[group][..].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherBytes(ulong* planes, int count, ulong* bytes)
    {
        Vector512<ulong> a = Vector512.Load(planes);
        Vector512<ulong> b = Plane(planes, 1, count);
        Vector512<ulong> c = Plane(planes, 2, count);
        Vector512<ulong> d = Plane(planes, 3, count);
        Vector512<ulong> e = Plane(planes, 4, count);
        Vector512<ulong> f = Plane(planes, 5, count);
        Vector512<ulong> g = Plane(planes, 6, count);
        Vector512<ulong> h = Plane(planes, 7, count);

        // Eight by eight words: pairs within lanes, then lanes.
        Vector512<ulong> ab0 = Avx512F.UnpackLow(a, b);
        Vector512<ulong> ab1 = Avx512F.UnpackHigh(a, b);
        Vector512<ulong> cd0 = Avx512F.UnpackLow(c, d);
        Vector512<ulong> cd1 = Avx512F.UnpackHigh(c, d);
        Vector512<ulong> ef0 = Avx512F.UnpackLow(e, f);
        Vector512<ulong> ef1 = Avx512F.UnpackHigh(e, f);
        Vector512<ulong> gh0 = Avx512F.UnpackLow(g, h);
        Vector512<ulong> gh1 = Avx512F.UnpackHigh(g, h);
        Lanes(ab0, cd0, ef0, gh0, bytes);
        Lanes(ab1, cd1, ef1, gh1, unchecked(bytes + VectorWords * VectorWords));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Plane(ulong* planes, int plane, int count) =>
        plane < count ? Vector512.Load(unchecked(planes + plane * 2 * RowBlock.PlaneWords)) : Vector512<ulong>.Zero;

    // Lane i of each of the four makes group 2i (or 2i + 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lanes(Vector512<ulong> ab, Vector512<ulong> cd, Vector512<ulong> ef, Vector512<ulong> gh, ulong* bytes)
    {
        const int Two = 2 * VectorWords * VectorWords;
        Vector512<ulong> low = Avx512F.Shuffle4x128(ab, cd, 0x88);
        Vector512<ulong> high = Avx512F.Shuffle4x128(ab, cd, 0xDD);
        Vector512<ulong> low2 = Avx512F.Shuffle4x128(ef, gh, 0x88);
        Vector512<ulong> high2 = Avx512F.Shuffle4x128(ef, gh, 0xDD);
        Rows(Avx512F.Shuffle4x128(low, low2, 0x88)).Store(bytes);
        Rows(Avx512F.Shuffle4x128(high, high2, 0x88)).Store(unchecked(bytes + Two));
        Rows(Avx512F.Shuffle4x128(low, low2, 0xDD)).Store(unchecked(bytes + 2 * Two));
        Rows(Avx512F.Shuffle4x128(high, high2, 0xDD)).Store(unchecked(bytes + 3 * Two));
    }

    /// <summary>From a word of 64 rows for each of eight planes to a byte for each row, in the order of weaving.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Rows(Vector512<ulong> planes)
    {
        // Eight by eight bits within words: Warren, Hacker's Delight, 7-3.
        Vector512<ulong> x = Vector512.Shuffle(planes.AsByte(), ByRows).AsUInt64();
        Vector512<ulong> t = (x ^ (x >> 7)) & Vector512.Create(0x00AA00AA00AA00AAUL);
        x ^= t ^ (t << 7);
        t = (x ^ (x >> 14)) & Vector512.Create(0x0000CCCC0000CCCCUL);
        x ^= t ^ (t << 14);
        t = (x ^ (x >> 28)) & Vector512.Create(0x00000000F0F0F0F0UL);
        x ^= t ^ (t << 28);
        return Vector512.Shuffle(x.AsUInt16(), ByLanes).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weave(ulong* bytes, int chunks, ulong* rows)
    {
        Vector512<byte> zero = Vector512<byte>.Zero;
        Vector512<byte> a = Chunk(bytes, 0, chunks);
        Vector512<byte> b = Chunk(bytes, 1, chunks);
        Vector512<byte> c = Chunk(bytes, 2, chunks);
        Vector512<byte> d = Chunk(bytes, 3, chunks);
        Vector512<ushort> ab0 = Avx512BW.UnpackLow(a, b).AsUInt16();
        Vector512<ushort> ab1 = Avx512BW.UnpackHigh(a, b).AsUInt16();
        Vector512<ushort> cd0 = Avx512BW.UnpackLow(c, d).AsUInt16();
        Vector512<ushort> cd1 = Avx512BW.UnpackHigh(c, d).AsUInt16();
        Vector512<ushort> ef0 = zero.AsUInt16();
        Vector512<ushort> ef1 = ef0;
        Vector512<ushort> gh0 = ef0;
        Vector512<ushort> gh1 = ef0;
        if (chunks > 4)
        {
            Vector512<byte> e = Chunk(bytes, 4, chunks);
            Vector512<byte> f = Chunk(bytes, 5, chunks);
            Vector512<byte> g = Chunk(bytes, 6, chunks);
            Vector512<byte> h = Chunk(bytes, 7, chunks);
            ef0 = Avx512BW.UnpackLow(e, f).AsUInt16();
            ef1 = Avx512BW.UnpackHigh(e, f).AsUInt16();
            gh0 = Avx512BW.UnpackLow(g, h).AsUInt16();
            gh1 = Avx512BW.UnpackHigh(g, h).AsUInt16();
        }

        Quarter(Avx512BW.UnpackLow(ab0, cd0), Avx512BW.UnpackLow(ef0, gh0), rows);
        Quarter(Avx512BW.UnpackHigh(ab0, cd0), Avx512BW.UnpackHigh(ef0, gh0), unchecked(rows + 16));
        Quarter(Avx512BW.UnpackLow(ab1, cd1), Avx512BW.UnpackLow(ef1, gh1), unchecked(rows + 32));
        Quarter(Avx512BW.UnpackHigh(ab1, cd1), Avx512BW.UnpackHigh(ef1, gh1), unchecked(rows + 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Chunk(ulong* bytes, int chunk, int chunks) =>
        chunk < chunks ? Vector512.Load((byte*)unchecked(bytes + chunk * VectorWords)) : Vector512<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(Vector512<ushort> low, Vector512<ushort> high, ulong* rows)
    {
        Avx512F.UnpackLow(low.AsUInt32(), high.AsUInt32()).AsUInt64().Store(rows);
        Avx512F.UnpackHigh(low.AsUInt32(), high.AsUInt32()).AsUInt64().Store(unchecked(rows + VectorWords));
    }
}
