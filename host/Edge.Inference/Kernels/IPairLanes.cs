using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Inference.Kernels;

/// <summary>Rows in lanes of 32 bits, each holding two codes of 16 bits: the operations of <see cref="PairKernel{TLanes, TVector}"/>.</summary>
internal unsafe interface IPairLanes<TVector>
    where TVector : unmanaged
{
    static abstract int Rows { get; }

    static abstract TVector Broadcast(int value);

    static abstract TVector Load(short* source);

    static abstract void Store(TVector value, int* target);

    /// <summary>sum + x.low * w.low + x.high * w.high in every lane.</summary>
    static abstract TVector MultiplyAdd(TVector sum, TVector x, TVector w);
}

internal readonly unsafe struct PairLanes512 : IPairLanes<Vector512<int>>
{
    public static int Rows => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(int value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(short* source) => Vector512.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> value, int* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sum, Vector512<int> x, Vector512<int> w) =>
        sum + Avx512BW.MultiplyAddAdjacent(x.AsInt16(), w.AsInt16());
}

internal readonly unsafe struct PairLanes256 : IPairLanes<Vector256<int>>
{
    public static int Rows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(int value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(short* source) => Vector256.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> value, int* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> x, Vector256<int> w) =>
        sum + Avx2.MultiplyAddAdjacent(x.AsInt16(), w.AsInt16());
}

internal readonly unsafe struct PairLanes128 : IPairLanes<Vector128<int>>
{
    public static int Rows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Broadcast(int value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(short* source) => Vector128.Load((int*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> value, int* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<int> x, Vector128<int> w)
    {
        if (Sse2.IsSupported)
        {
            return sum + Sse2.MultiplyAddAdjacent(x.AsInt16(), w.AsInt16());
        }

        Vector128<int> low = ((x << 16) >> 16) * ((w << 16) >> 16);
        Vector128<int> high = (x >> 16) * (w >> 16);
        return sum + low + high;
    }
}
