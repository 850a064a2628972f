using Edge.Reports.Axes;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Reports.Tests;

public class AxisTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(21, 23);

    // A start in thousandths, an extent of 1..10^9 times a power of ten, and a number of ticks.
    private static readonly Arbitrary<(double Low, double High, int Most)> Ranges = (
        from start in Gen.Choose(-1_000_000, 1_000_000)
        from extent in Gen.Choose(1, 1_000_000_000)
        from power in Gen.Choose(-9, 3)
        from most in Gen.Choose(3, 15)
        select (start / 1000.0, (start / 1000.0) + (extent * Math.Pow(10, power)), most)).Where(range => range.Item2 - range.Item1 > 1e-6).ToArbitrary();

    [Fact]
    public void CoveringTicks_CoverTheRangeAreFewAndIncrease() => Prop.ForAll(Ranges, range =>
    {
        IReadOnlyList<Tick> ticks = NiceTicks.Covering(range.Low, range.High, range.Most);
        double slack = 1e-8 * (ticks[1].Value - ticks[0].Value);
        return ticks.Count <= range.Most && Increase(ticks) && ticks[0].Value <= range.Low + slack && ticks[^1].Value >= range.High - slack;
    }).Check(Config);

    [Fact]
    public void InsideTicks_LieInTheRangeAreFewAndIncrease() => Prop.ForAll(Ranges, range =>
    {
        IReadOnlyList<Tick> ticks = NiceTicks.Inside(range.Low, range.High, range.Most);
        double slack = 1e-8 * (range.High - range.Low);
        return ticks.Count <= range.Most && ticks.Count >= 1 && Increase(ticks)
            && ticks[0].Value >= range.Low - slack && ticks[^1].Value <= range.High + slack;
    }).Check(Config);

    [Fact]
    public void TickLabels_AreDistinctAndReadBackAsTheValue() => Prop.ForAll(Ranges, range =>
    {
        IReadOnlyList<Tick> ticks = NiceTicks.Covering(range.Low, range.High, range.Most);
        double step = ticks[1].Value - ticks[0].Value;
        return ticks.Select(tick => tick.Label).Distinct().Count() == ticks.Count
            && ticks.All(tick => Math.Abs(double.Parse(tick.Label, System.Globalization.CultureInfo.InvariantCulture) - tick.Value) < 0.01 * step);
    }).Check(Config);

    [Fact]
    public void TicksOfKnownRanges_AreTheUsualOnes()
    {
        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], NiceTicks.Inside(0, 1.05, 7).Select(tick => tick.Label));
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1.0], NiceTicks.Inside(0, 1.05, 7).Select(tick => tick.Value));
        Assert.Equal(["0", "2", "4", "6", "8", "10", "12"], NiceTicks.Inside(0, 12.5, 8).Select(tick => tick.Label));
        Assert.Equal(["-5", "0", "5"], NiceTicks.Covering(-0.5, 4.9, 3).Select(tick => tick.Label));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void TicksOfAnEmptyOrEndlessRange_AreRefused(double low, double high) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NiceTicks.Covering(low, high, 5));

    [Fact]
    public void LogAxis_CoversItsRangeAndLabelsFewTicks()
    {
        Gen<(double, double, int)> ranges =
            from low in Gen.Choose(-800, 800)
            from extent in Gen.Choose(0, 800)
            from most in Gen.Choose(3, 9)
            select (Math.Pow(10, low / 100.0), Math.Pow(10, (low + extent) / 100.0), most);
        Prop.ForAll(ranges.ToArbitrary(), range =>
        {
            LogAxis axis = new(range.Item1, range.Item2, range.Item3);
            return Increase(axis.Ticks) && axis.Ticks[0].Value <= range.Item1 && axis.Ticks[^1].Value >= range.Item2
                && axis.Ticks.Count(tick => tick.Label.Length > 0) <= range.Item3
                && axis.Position(axis.Ticks[0].Value) == 0 && axis.Position(axis.Ticks[^1].Value) == 1;
        }).Check(Config);
    }

    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(1, "0 1")]
    [InlineData(7, "0 1 7")]
    [InlineData(100, "0 1 10 100")]
    [InlineData(1500, "0 1 10 100 1500")]
    [InlineData(8000, "0 1 10 100 1000 8000")]
    public void EpochAxis_LabelsZeroDecadesAndTheLast(int last, string labels)
    {
        EpochAxis axis = new(last);
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Where(tick => tick.Label.Length > 0).Select(tick => tick.Label)));
        Assert.True(Increase(axis.Ticks));
        Assert.Equal(0, axis.Position(0));
        Assert.Equal(1, axis.Position(Math.Max(1, last)));
    }

    [Fact]
    public void EpochAxis_OfTheLargestEpoch_HasAnEnd() => Assert.Equal(1, new EpochAxis(int.MaxValue).Position(int.MaxValue));

    [Fact]
    public void Positions_AreMonotoneAndInsideThePlot() => Prop.ForAll(Ranges, range =>
    {
        PlotArea plot = new(50, 20, 600, 300, LinearAxis.Covering(range.Low, range.High, range.Most), new EpochAxis(8000));
        double[] values = [.. Enumerable.Range(0, 50).Select(i => range.Low + ((range.High - range.Low) * i / 49))];
        double[] x = [.. values.Select(plot.X)];
        double[] y = [.. Enumerable.Range(0, 50).Select(i => plot.Y(i * 160))];
        return x.Zip(x.Skip(1)).All(pair => pair.First < pair.Second) && y.Zip(y.Skip(1)).All(pair => pair.First > pair.Second)
            && x.All(value => value is >= 50 and <= 650) && y.All(value => value is >= 20 and <= 320);
    }).Check(Config);

    [Fact]
    public void KnownPoints_StandWhereTheyShould()
    {
        PlotArea plot = new(50, 20, 600, 300, LinearAxis.Between(0, 12, 8), LinearAxis.Between(0, 1, 6));
        Assert.Equal((50, 320), (plot.X(0), plot.Y(0)));
        Assert.Equal((350, 170), (plot.X(6), plot.Y(0.5)));
        Assert.Equal((650, 20), (plot.X(12), plot.Y(1)));
        Assert.Equal((50, 20), (plot.X(-3), plot.Y(7)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(-3, -3)]
    public void LinearAxis_OfASingleValue_PutsItInside(double low, double high)
    {
        double position = LinearAxis.Covering(low, high, 5).Position(low);
        Assert.InRange(position, 0.1, 0.9);
    }

    private static bool Increase(IReadOnlyList<Tick> ticks) => ticks.Zip(ticks.Skip(1)).All(pair => pair.First.Value < pair.Second.Value);
}
