using Edge.Information.Codes;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Exact;

/// <summary>Random codes, labels, inputs and weights of a given shape; <see cref="Alphabet"/> distinct code words make classes of several rows likely.</summary>
public sealed record RandomTable(int Rows, int Width, int Bits, int LabelCount, int Alphabet, int InputCount, WeightKind Weighting, int Seed)
{
    public static Gen<RandomTable> Cases(int maximumRows) =>
        from rows in Gen.Choose(1, maximumRows)
        from width in Gen.Choose(1, 24)
        from bits in Gen.Choose(1, 32)
        from labels in Gen.Choose(1, 20)
        from alphabet in Gen.Choose(1, maximumRows)
        from inputs in Gen.Choose(0, maximumRows)
        from weighting in Gen.Elements(Enum.GetValues<WeightKind>())
        from seed in Gen.Choose(0, int.MaxValue)
        select new RandomTable(rows, width, bits, labels, alphabet, inputs, weighting, seed);

    /// <summary>Row-major codes.</summary>
    public uint[] Codes()
    {
        var random = new Random(Seed);
        var words = Enumerable.Range(0, Alphabet)
            .Select(_ => Enumerable.Range(0, Width).Select(_ => (uint)random.NextInt64(1L << Bits)).ToArray())
            .ToArray();
        return Enumerable.Range(0, Rows).SelectMany(_ => words[random.Next(Alphabet)]).ToArray();
    }

    public int[] Labels()
    {
        var random = new Random(Seed ^ 1);
        return Enumerable.Range(0, Rows).Select(_ => random.Next(LabelCount) * 3 - 5).ToArray();
    }

    /// <summary>Input classes, or null for inputs that all differ.</summary>
    public int[]? Inputs()
    {
        var random = new Random(Seed ^ 2);
        return InputCount == 0 ? null : Enumerable.Range(0, Rows).Select(_ => random.Next(InputCount)).ToArray();
    }

    public double[]? Weights()
    {
        var random = new Random(Seed ^ 3);
        var weights = Enumerable.Range(0, Rows).Select(_ => Weighting switch
        {
            WeightKind.Multiplicities => random.Next(5),
            WeightKind.Large => random.NextInt64(1L << 40),
            WeightKind.Quarters => random.Next(9) / 4.0,
            _ => Math.Pow(2, random.NextDouble() * 40 - 20),
        }).ToArray();
        weights[^1] = Math.Max(weights[^1], 1);
        return Weighting == WeightKind.None ? null : weights;
    }

    public PackedCodes Packed() => PackedCodes.From<uint>(Codes(), Rows, Width, Bits);
}
