using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Training.Numerics;

/// <summary>
/// The 16 lanes in which rows of a batch stand, and the order in which sums over a batch are taken: row r goes to lane r % 16, each lane adds its rows in
/// rising order, and the lanes are folded in halves. <see cref="Vector512{T}"/> means the same on AVX-512, on AVX2 (two halves) and in scalar code, so one source gives one result.
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
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector64<float> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
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

    /// <summary>The larger of two, lane by lane; where <paramref name="candidate"/> is NaN, <paramref name="largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Larger(Vector512<float> candidate, Vector512<float> largest) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(candidate, largest), candidate, largest);

    /// <summary>x within bounds, lane by lane; NaN gives <paramref name="least"/>, with every instruction set of x86-64 and in scalar code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> x, Vector512<float> least, Vector512<float> most)
    {
        return Vector512.MinNative(Vector512.MaxNative(x, least), most);
    }
}
