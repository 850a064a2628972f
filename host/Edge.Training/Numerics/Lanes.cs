using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Training.Numerics;

/// <summary>
/// The 16 lanes in which rows of a batch stand, and the order in which sums over a batch are taken: row r goes to lane r % 16, each lane
/// adds its rows in
/// rising order, and the lanes are folded in halves. <see cref="Vector512{T}"/> means the same on AVX-512, on AVX2 (two halves) and in
/// scalar code, so one source gives one result.
/// </summary>
internal static class Lanes
{
    /// <summary>Rows side by side.</summary>
    public const int Count = 16;

    /// <summary>The next multiple of 16.</summary>
    public static int RoundUp(int rows) => (rows + Count - 1) / Count * Count;

    /// <summary>Sum of the lanes: lane i + lane i+8, of these i + i+4, then i + i+2, then i + i+1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes)
    {
        // Not through Vector64: it is slow on x86-64.
        Vector128<float> four = Quarter(lanes);
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The sums of four vectors, each as <see cref="Sum(Vector512{float})"/> takes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Sum(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    /// <summary>The same where lane i + lane i+8 is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sum(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector128<float> ab = FoldTwice(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper());
        Vector128<float> cd = FoldTwice(c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        return Even(ab, cd) + Odd(ab, cd);
    }

    /// <summary>Largest lane; a NaN lane never wins over a number.</summary>
    public static float Max(Vector512<float> lanes)
    {
        float largest = lanes.GetElement(0);
        for (int i = 1; i < Count; i++)
        {
            float lane = lanes.GetElement(i);
            largest = lane > largest || float.IsNaN(largest) ? lane : largest;
        }

        return largest;
    }

    /// <summary>Largest of lanes that are numbers, 0 or more and not -0: the order of comparisons is of no consequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitude(Vector512<float> lanes)
    {
        Vector256<float> eight = Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper());
        Vector128<float> four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        float first = two.ToScalar();
        float second = two.GetElement(1);
        return second > first ? second : first;
    }

    /// <summary>Least lane; a NaN lane never wins over a number.</summary>
    public static float Min(Vector512<float> lanes) => -Max(-lanes);

    /// <summary>The smaller of two, lane by lane; where <paramref name="candidate"/> is NaN, <paramref name="least"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Smaller(Vector512<float> candidate, Vector512<float> least) =>
        Vector512.MinNative(candidate, least);

    /// <summary>The larger of two, lane by lane; where <paramref name="candidate"/> is NaN, <paramref name="largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Larger(Vector512<float> candidate, Vector512<float> largest) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(candidate, largest), candidate, largest);

    /// <summary>
    /// x within bounds, lane by lane; NaN gives <paramref name="least"/>, with every instruction set of x86-64 and in scalar code.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> x, Vector512<float> least, Vector512<float> most)
    {
        return Vector512.MinNative(Vector512.MaxNative(x, least), most);
    }

    // Lane i + lane i+8, then i + i+4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(Vector512<float> lanes)
    {
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        return eight.GetLower() + eight.GetUpper();
    }

    // x0 + x2, x1 + x3, y0 + y2, y1 + y3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FoldTwice(Vector128<float> x, Vector128<float> y) => Sse.IsSupported
        ? Sse.MoveLowToHigh(x, y) + Sse.MoveHighToLow(y, x)
        : Vector128.Create(x[0] + x[2], x[1] + x[3], y[0] + y[2], y[1] + y[3]);

    // x0, x2, y0, y2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Even(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.Shuffle(x, y, 0b10_00_10_00) : Vector128.Create(x[0], x[2], y[0], y[2]);

    // x1, x3, y1, y3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Odd(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.Shuffle(x, y, 0b11_01_11_01) : Vector128.Create(x[1], x[3], y[1], y[3]);
}
