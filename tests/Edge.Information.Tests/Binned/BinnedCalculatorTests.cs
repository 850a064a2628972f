using Edge.Information.Binned;
using Edge.Information.Codes;
using Edge.Information.Exact;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Information.Tests.Binned;

public sealed class BinnedCalculatorTests
{
    private static readonly BinningSpec[] Followers =
    [
        new() { Bins = 30, Scope = BinScope.Layer },
        new() { Bins = 30, Scope = BinScope.Neuron },
        new() { Bins = 30, Scope = BinScope.Layer, Spacing = BinSpacing.EqualCount },
        new() { Bins = 30, Scope = BinScope.Neuron, Spacing = BinSpacing.EqualCount },
    ];

    [Fact]
    public void Measure_IsTheExactInformationOfTheBins() => Laws.Hold(FloatCase.Cases, floats =>
    {
        var values = floats.Values();
        foreach (var spec in Followers.Select(s => s with { Bins = floats.Bins }).Append(Fixed(floats.Bins, -0.7, 1.3)))
        {
            var bins = new int[floats.Rows * floats.Columns];
            for (var column = 0; column < floats.Columns; column++)
            {
                var over = spec.Scope == BinScope.Neuron
                    ? values.AsSpan(column * floats.Stride, floats.Rows).ToArray()
                    : [.. Enumerable.Range(0, floats.Columns).SelectMany(c => values.AsSpan(c * floats.Stride, floats.Rows).ToArray())];
                for (var row = 0; row < floats.Rows; row++)
                {
                    bins[(row * floats.Columns) + column] = SlowBin(spec, over, values[(column * floats.Stride) + row]);
                }
            }

            var codes = PackedCodes.FromInts(bins, floats.Rows, floats.Columns, spec.Bits());
            Assert.Equal(new InformationCalculator(floats.Population).Measure(codes), floats.Measure(spec, values));
        }
    });

    [Fact]
    public void EqualCount_MonotoneMapsChangeNothing() => Laws.Hold(FloatCase.Cases, floats =>
    {
        // Exact in floats, so that no two values meet.
        var values = floats.Values();
        var mapped = Array.ConvertAll(values, x => x < 0 ? x * 0.5f : x * 4);
        foreach (var spec in Followers.Where(s => s.Spacing == BinSpacing.EqualCount).Select(s => s with { Bins = floats.Bins }))
        {
            Assert.Equal(floats.Measure(spec, values), floats.Measure(spec, mapped));
        }
    });

    [Fact]
    public void Uniform_AffineMapsByPowersOfTwoChangeNothing() => Laws.Hold(FloatCase.Cases, floats =>
    {
        var values = floats.Values();
        var scaled = Array.ConvertAll(values, x => x * 0.125f);
        foreach (var spec in Followers.Where(s => s.Spacing == BinSpacing.Uniform).Select(s => s with { Bins = floats.Bins }))
        {
            Assert.Equal(floats.Measure(spec, values), floats.Measure(spec, scaled));
        }
    });

    [Fact]
    public void Uniform_TwiceTheBinsRefine() => Laws.Hold(FloatCase.Cases, floats =>
    {
        var values = floats.Values();
        foreach (var scope in new[] { BinScope.Layer, BinScope.Neuron })
        {
            var last = new LayerInformation(0, 0, 0, 1, false);
            for (var bins = 1; bins <= 512; bins *= 2)
            {
                var next = floats.Measure(new BinningSpec { Bins = bins, Scope = scope }, values);
                Assert.True(next.HT >= last.HT && next.ITY >= last.ITY - 1e-12 && next.Distinct >= last.Distinct);
                last = next;
            }
        }
    });

    [Fact]
    public void Bounds_Hold() => Laws.Hold(FloatCase.Cases, floats =>
    {
        foreach (var spec in Followers.Select(s => s with { Bins = floats.Bins }))
        {
            var information = floats.Measure(spec, floats.Values());
            Assert.Equal(information.HT, information.IXT);
            Assert.InRange(information.HT, 0, (floats.Columns * Math.Log2(floats.Bins)) + 1e-12);
            Assert.InRange(information.ITY, 0, Math.Min(information.HT, floats.Population.HY) + 1e-12);
            if (floats.Bins == 1)
            {
                Assert.Equal((0.0, 0.0, 1), (information.HT, information.ITY, information.Distinct));
            }
        }
    });

    [Fact]
    public void Global_GivenEdgesMeasureAsFixedOnes() => Laws.Hold(FloatCase.Cases, floats =>
    {
        var values = floats.Values();
        var range = new ValueRange();
        range.Include(floats.Matrix(values));
        range.Include(new FloatMatrix([-2, 9], 1, 2, 1));
        var calculator = new BinnedCalculator(floats.Population, new BinningSpec { Bins = floats.Bins, Scope = BinScope.Global });
        var edges = BinEdges.Uniform(floats.Bins, range.Lower, range.Upper);
        Assert.Equal(floats.Measure(Fixed(floats.Bins, range.Lower, range.Upper), values), calculator.Measure(floats.Matrix(values), edges));
        Assert.Throws<InvalidOperationException>(() => calculator.Measure(floats.Matrix(values)));
        Assert.Throws<ArgumentException>(() => calculator.Measure(floats.Matrix(values), BinEdges.Uniform(floats.Bins + 1, 0, 1)));
    }, 20);

    [Fact]
    public void Measure_AllocatesNothingOnceWarm()
    {
        var floats = new FloatCase(5, 150, 9, 100);
        var values = floats.Values();
        foreach (var spec in Followers)
        {
            var calculator = new BinnedCalculator(floats.Population, spec);
            calculator.Measure(floats.Matrix(values));
            Assert.Equal(0, Allocations.Of(() => calculator.Measure(floats.Matrix(values))));
        }
    }

    [Fact]
    public void Measure_NamesWhatHasNoBin()
    {
        var floats = new FloatCase(8, 40, 3, 30);
        var values = floats.Values();
        values[(2 * floats.Stride) + 33] = float.NaN;
        Assert.Equal("Row 33, neuron 2 is NaN; NaN has no bin.", Assert.Throws<ArgumentException>(() => floats.Measure(Fixed(30, -1, 1), values)).Message);
        Assert.StartsWith("Row 33, neuron 2 is NaN", Assert.Throws<ArgumentException>(() => floats.Measure(Followers[0], values)).Message);
        values[(2 * floats.Stride) + 33] = float.PositiveInfinity;
        Assert.StartsWith("Row 33, neuron 2 is Infinity", Assert.Throws<ArgumentException>(() => floats.Measure(Followers[3], values)).Message);
        Assert.InRange(floats.Measure(Fixed(30, -1, 1), values).HT, 0, 15);
        var other = new FloatCase(8, 41, 3, 30);
        Assert.Throws<ArgumentException>(() => new BinnedCalculator(other.Population, Followers[0]).Measure(floats.Matrix(values)));
    }

    [Fact]
    public void Faults_OneLineEach()
    {
        Assert.Empty(Fixed(30, -1, 1).Faults());
        Assert.Equal(["bins 0 is not within 1..65536"], new BinningSpec { Bins = 0 }.Faults());
        Assert.Equal(["lower and upper belong to fixed bounds; leave them out"], new BinningSpec { Bins = 3, Lower = 1 }.Faults());
        Assert.Equal(["fixed bounds need lower and upper, finite, lower below upper"], Fixed(3, 1, 1).Faults());
        Assert.Single((Fixed(3, 0, 1) with { Spacing = BinSpacing.EqualCount }).Faults());
        Assert.Equal("binning: bins 0 is not within 1..65536", Assert.Throws<ArgumentException>(() => new BinningSpec { Bins = 0 }.Check()).Message);
        Assert.Equal(("uniform-30-fixed", "equal-count-256-neuron"), (Fixed(30, -1, 1).Name(), (Followers[3] with { Bins = 256 }).Name()));
        Assert.Equal([1, 1, 2, 5, 7, 8, 9, 16], new[] { 1, 2, 3, 30, 100, 256, 257, 65536 }.Select(bins => new BinningSpec { Bins = bins }.Bits()));
    }

    private static BinningSpec Fixed(int bins, double lower, double upper) =>
        new() { Bins = bins, Scope = BinScope.Fixed, Lower = lower, Upper = upper };

    private static int SlowBin(BinningSpec spec, float[] over, float value)
    {
        if (spec.Spacing == BinSpacing.Uniform)
        {
            double lower = spec.Lower ?? over.Min();
            double upper = spec.Upper ?? over.Max();
            var bin = upper > lower ? Math.Floor((value - lower) * (spec.Bins / (upper - lower))) : 0;
            return bin < 0 ? 0 : bin >= spec.Bins ? spec.Bins - 1 : (int)bin;
        }

        var sorted = over.Order().ToArray();
        var first = 0;
        var result = 0;
        for (var bin = 0; bin < spec.Bins; bin++)
        {
            result = first < sorted.Length && bin > 0 && sorted[first] <= value ? bin : result;
            first += (sorted.Length / spec.Bins) + (bin < sorted.Length % spec.Bins ? 1 : 0);
        }

        return result;
    }
}
