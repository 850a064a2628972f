using Edge.Information.Codes;

namespace Edge.Benchmarks;

/// <summary>Random chains of layers: a row's class in a layer is a function of its class in the layer before, a class has a random code word.</summary>
internal static class SyntheticLayers
{
    public static PackedCodes[] Draw(NetworkKind network, int rows, Random random)
    {
        var (widths, bits, classes) = network switch
        {
            NetworkKind.EightBitTanh => (new[] { 10, 7, 5, 4, 3, 2 }, 8, new[] { 1 << 30, 1 << 30, 1 << 28, 1 << 20, 3000, 60 }),
            NetworkKind.EightBitRelu => ([10, 7, 5, 4, 3, 2], 8, [60000, 40000, 20000, 9000, 3000, 200]),
            _ => (new[] { 10, 8, 6, 4, 2, 2 }, 1, new[] { 300, 100, 40, 20, 12, 10 }),
        };
        var classOf = Enumerable.Range(0, rows).ToArray();
        return widths.Select((width, layer) =>
        {
            // Squaring a uniform number makes some classes large and many small, as trained layers have them.
            var merge = random.NextInt64();
            classOf = Array.ConvertAll(classOf, c => (int)(Math.Pow(Code(c, 0, merge) / Math.Pow(2, 64), 2) * classes[layer]));
            var salt = random.NextInt64();
            var codes = Enumerable.Range(0, rows * width).Select(i => Code(classOf[i / width], i % width, salt) >> (64 - bits)).ToArray();
            return PackedCodes.From<ulong>(codes, rows, width, bits);
        }).ToArray();
    }

    private static ulong Code(int rowClass, int neuron, long salt)
    {
        unchecked
        {
            var mixed = (((ulong)rowClass << 20) + (ulong)neuron + (ulong)salt) * 0x9E3779B97F4A7C15;
            mixed ^= mixed >> 29;
            mixed *= 0xBF58476D1CE4E5B9;
            return mixed ^ (mixed >> 32);
        }
    }
}
