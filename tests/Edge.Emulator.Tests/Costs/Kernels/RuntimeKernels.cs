namespace Edge.Emulator.Tests.Costs.Kernels;

/// <summary>
/// Small kernels as C# for nanoFramework whose times on the official runtime are known, each with what was measured there on two PCs, in
/// nanoseconds per 32-bit word or per multiply-accumulate. Only ratios on one PC say something of a board.
/// </summary>
public static class RuntimeKernels
{
    /// <summary>Words of 32 bits, or multiply-accumulates, that each kernel computes.</summary>
    public const int Work = 768;

    /// <summary>Declarations that all kernels share: two rows of words, of codes and of weights.</summary>
    public const string Data =
        """
        static uint[] a = new uint[768];
        static uint[] b = new uint[768];
        static ulong[] c = new ulong[384];
        static ulong[] d = new ulong[384];
        static byte[] codes = new byte[768];
        static sbyte[] first = new sbyte[768];
        static sbyte[] second = new sbyte[768];
        static long[] pairs = new long[384];
        static byte[] ones = new byte[256];
        static int result;
        """;

    private const string XnorUint =
        """
        uint[] x = a; uint[] y = b; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i++)
        {
            uint v = ~(x[i] ^ y[i]);
            v -= (v >> 1) & 0x55555555U;
            v = (v & 0x33333333U) + ((v >> 2) & 0x33333333U);
            v = (v + (v >> 4)) & 0x0F0F0F0FU;
            sum += (int)((v * 0x01010101U) >> 24);
        }
        result = sum;
        """;

    private const string XnorTable =
        """
        uint[] x = a; uint[] y = b; byte[] table = ones; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i++)
        {
            uint v = ~(x[i] ^ y[i]);
            sum += table[v & 255U] + table[(v >> 8) & 255U] + table[(v >> 16) & 255U] + table[v >> 24];
        }
        result = sum;
        """;

    private const string XnorUlong =
        """
        ulong[] x = c; ulong[] y = d; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i++)
        {
            ulong v = ~(x[i] ^ y[i]);
            v -= (v >> 1) & 0x5555555555555555UL;
            v = (v & 0x3333333333333333UL) + ((v >> 2) & 0x3333333333333333UL);
            v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0FUL;
            sum += (int)((v * 0x0101010101010101UL) >> 56);
        }
        result = sum;
        """;

    private const string CarrySave =
        """
        ulong[] x = c; ulong[] y = d; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i += 3)
        {
            ulong p = ~(x[i] ^ y[i]);
            ulong q = ~(x[i + 1] ^ y[i + 1]);
            ulong r = ~(x[i + 2] ^ y[i + 2]);
            ulong odd = p ^ q;
            ulong twos = (p & q) | (odd & r);
            odd ^= r;
            odd -= (odd >> 1) & 0x5555555555555555UL;
            odd = (odd & 0x3333333333333333UL) + ((odd >> 2) & 0x3333333333333333UL);
            odd = (odd + (odd >> 4)) & 0x0F0F0F0F0F0F0F0FUL;
            twos -= (twos >> 1) & 0x5555555555555555UL;
            twos = (twos & 0x3333333333333333UL) + ((twos >> 2) & 0x3333333333333333UL);
            twos = (twos + (twos >> 4)) & 0x0F0F0F0F0F0F0F0FUL;
            sum += (int)(((odd + twos + twos) * 0x0101010101010101UL) >> 56);
        }
        result = sum;
        """;

    private const string Plain =
        """
        sbyte[] w = first; byte[] x = codes; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i++) { sum += w[i] * x[i]; }
        result = sum;
        """;

    private const string Unrolled =
        """
        sbyte[] w = first; byte[] x = codes; int count = x.Length; int sum = 0;
        for (int i = 0; i < count; i += 8)
        {
            sum += w[i] * x[i] + w[i + 1] * x[i + 1] + w[i + 2] * x[i + 2] + w[i + 3] * x[i + 3]
                + w[i + 4] * x[i + 4] + w[i + 5] * x[i + 5] + w[i + 6] * x[i + 6] + w[i + 7] * x[i + 7];
        }
        result = sum;
        """;

    private const string TwoRows =
        """
        sbyte[] w = first; sbyte[] u = second; byte[] x = codes; int count = x.Length / 2; int sum = 0; int other = 0;
        for (int i = 0; i < count; i++)
        {
            int value = x[i];
            sum += w[i] * value;
            other += u[i] * value;
        }
        result = sum + other;
        """;

    private const string Packed =
        """
        long[] w = pairs; byte[] x = codes; int count = w.Length; long s = 0;
        for (int i = 0; i < count; i++) { s += w[i] * x[i]; }
        int low = (int)s;
        result = low + (int)((s - low) >> 32);
        """;

    /// <summary>Every kernel: its name, the body of a method that does <see cref="Work"/>, and the nanoseconds measured on either PC.</summary>
    public static readonly IReadOnlyList<(string Name, string Body, double First, double Second)> All =
    [
        ("XNOR and popcount, uint", XnorUint, 150, 131.2),
        ("XNOR and popcount, table", XnorTable, 158, 110.2),
        ("XNOR and popcount, ulong", XnorUlong, 73, 58.9),
        ("XNOR and popcount, carry-save", CarrySave, 57, 41.0),
        ("multiply-accumulate", Plain, 61, 43.3),
        ("multiply-accumulate, unrolled", Unrolled, 48, 37.0),
        ("multiply-accumulate, two rows", TwoRows, 51, 32.1),
        ("multiply-accumulate, packed", Packed, 36, 22.4),
    ];
}
