using Edge.Information.Binned;
using Edge.Information.Exact;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Binned;

/// <summary>Random activations with labels; ties, zeros and large values among them.</summary>
internal sealed record FloatCase(int Seed, int Rows, int Columns, int Bins)
{
    public static Gen<FloatCase> Cases { get; } =
        from seed in Gen.Choose(0, int.MaxValue)
        from rows in Gen.Choose(1, 150)
        from columns in Gen.Choose(1, 12)
        from bins in Gen.Elements(1, 2, 3, 16, 30, 100, 256, 1000)
        select new FloatCase(seed, rows, columns, bins);

    public int Stride => Rows + (Seed % 5);

    public Population Population => new([.. Enumerable.Range(0, Rows).Select(row => (row * 7) % 3)]);

    public float[] Values()
    {
        var random = new Random(Seed);
        var kind = Seed % 4;
        var values = new float[Columns * Stride];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = kind switch
            {
                0 => (float)Math.Tanh(3 * random.NextDouble() - 1),
                1 => Math.Max(0, (float)(random.NextDouble() * 8 - 4)),
                2 => random.Next(-3, 4) * 0.25f,
                _ => (float)Math.Exp(40 * random.NextDouble() - 20) * (random.Next(2) == 0 ? 1 : -1),
            };
        }

        return values;
    }

    public LayerInformation Measure(BinningSpec spec, float[] values) =>
        new BinnedCalculator(Population, spec).Measure(Matrix(values));

    public FloatMatrix Matrix(float[] values) => new(values, Rows, Columns, Stride);
}
