using Edge.Reports.Statistics;

namespace Edge.Reports.Tests;

public class SummaryTests
{
    [Fact]
    public void FiveRuns_GiveTheHandComputedMeanAndIntervals()
    {
        // 2, 4, 4, 5, 10: mean 5, squares 9 + 1 + 1 + 0 + 25 = 36, deviation sqrt(36 / 4) = 3, t(0.975; 4) = 2.776445105.
        Summary summary = Summary.Of([2, 4, 4, 5, 10]);
        Assert.Equal(5, summary.Count);
        Assert.Equal(5, summary.Mean);
        Assert.Equal(3, summary.Deviation, 1e-12);
        Assert.Equal(2.776445105 * 3 / Math.Sqrt(5), summary.HalfWidth95, 1e-8);
    }

    [Fact]
    public void TwoRuns_UseStudentTWithOneDegreeOfFreedom()
    {
        // t(0.975; 1) = 12.70620474, the quantile tan(0.475 pi) of the Cauchy distribution; deviation of 1, 3 is sqrt(2).
        Summary summary = Summary.Of([1, 3]);
        Assert.Equal(Math.Tan(0.475 * Math.PI), summary.HalfWidth95, 1e-7);
    }

    [Fact]
    public void FiftyRuns_UseTheTabulatedQuantile()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        Summary summary = Summary.Of(values);
        Assert.Equal(0, summary.Mean);
        Assert.Equal(Math.Sqrt(50.0 / 49), summary.Deviation, 1e-12);
        Assert.Equal(2.009575237 / 7, summary.HalfWidth95, 1e-8);
    }

    [Fact]
    public void OneRunOrEqualRuns_HaveNoSpread()
    {
        Assert.Equal(new Summary(1, 0.1, 0, 0), Summary.Of([0.1]));
        Assert.Equal(new Summary(3, 0.1, 0, 0), Summary.Of([0.1, 0.1, 0.1]));
    }

    [Fact]
    public void NoValueOrNoNumber_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Summary.Of([]));
        Assert.Throws<ArgumentException>(() => Summary.Of([1, double.NaN]));
    }
}
