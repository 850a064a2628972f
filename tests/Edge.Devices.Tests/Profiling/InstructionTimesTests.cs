using Edge.Devices.Profiling;

namespace Edge.Devices.Tests.Profiling;

/// <summary>Times as ranges, and what measuring takes off them.</summary>
public class InstructionTimesTests
{
    private const double Tolerance = 1e-9;

    private static readonly InstructionCost[] Classes = [new("local", 1, 1, 1), new("array", 4, 3, 5), new("call", 10, 8, 12)];
    private static readonly CostRange UnitsPerSecond = new(1e6, 0.5e6, 2e6);
    private static readonly double[] Mixed = [100, 20, 2];

    [Fact]
    public void Unmeasured_SpansClassesAndSpeed()
    {
        CostRange time = Times().Microseconds(Mixed);

        Assert.Equal(100 + 80 + 20, time.Value, Tolerance);
        Assert.Equal((100 + 60 + 16) / 2.0, time.Least, Tolerance);
        Assert.Equal((100 + 100 + 24) * 2.0, time.Most, Tolerance);
    }

    [Fact]
    public void TheSameMix_TakesWhatWasMeasured()
    {
        CostRange time = Times(Measured(300, Mixed)).Microseconds([.. Mixed.Select(count => 3 * count)]);

        Assert.Equal(900, time.Value, Tolerance);
        Assert.Equal(900 * 0.99, time.Least, Tolerance);
        Assert.Equal(900 * 1.01, time.Most, Tolerance);
    }

    [Fact]
    public void AnotherMix_IsAsUncertainAsTheRatioOfClasses()
    {
        CostRange time = Times(Measured(150, [100, 0, 0])).Microseconds([0, 10, 0]);

        Assert.Equal(150 * 0.99 * 30 / 100, time.Least, Tolerance);
        Assert.Equal(150 * 1.01 * 50 / 100, time.Most, Tolerance);
        Assert.Equal(150 * 40 / 100.0, time.Value, Tolerance);
    }

    [Fact]
    public void Bounds_HoldForEveryCostInTheRanges()
    {
        Random random = new(5);
        for (int trial = 0; trial < 2000; trial++)
        {
            double[] counts = Counts();
            double[] measuredCounts = Counts();
            double[] k = [.. Classes.Select(cost => cost.Least + random.NextDouble() * (cost.Most - cost.Least))];
            double microsecondsPerUnit = Math.Exp(random.NextDouble() * Math.Log(4)) / 2;
            CostRange time = Times(Measured(microsecondsPerUnit * Units(measuredCounts, k), measuredCounts)).Microseconds(counts);
            double truth = microsecondsPerUnit * Units(counts, k);

            Assert.InRange(truth, time.Least * (1 - Tolerance), time.Most * (1 + Tolerance));
            Assert.InRange(time.Value, time.Least, time.Most);
            CostRange guess = Times().Microseconds(counts);
            Assert.True(time.Most - time.Least <= guess.Most - guess.Least);
        }

        double[] Counts() => [.. Classes.Select(_ => 1 + 100 * random.NextDouble())];

        static double Units(double[] counts, double[] k) => counts.Zip(k, (n, cost) => n * cost).Sum();
    }

    [Fact]
    public void MoreMeasurements_NarrowFurther()
    {
        double[] counts = [50, 30, 3];
        CostRange one = Times(Measured(200, Mixed)).Microseconds(counts);
        CostRange two = Times(Measured(200, Mixed), Measured(100, [10, 22, 0])).Microseconds(counts);

        Assert.True(two.Most - two.Least < one.Most - one.Least);
    }

    [Fact]
    public void ABoardBeyondTheGuess_IsBelieved()
    {
        CostRange time = Times(Measured(5000, Mixed)).Microseconds(Mixed);

        Assert.Equal(5000, time.Value, Tolerance);
        Assert.Equal(5050, time.Most, Tolerance);
        Assert.True(Times(Measured(5000, Mixed)).Microseconds([1, 0, 0]).Least > Times().Microseconds([1, 0, 0]).Most);
    }

    [Fact]
    public void MeasurementsThatContradict_RuleNothingOut()
    {
        CostRange time = Times(Measured(150, Mixed), Measured(300, Mixed)).Microseconds(Mixed);

        Assert.Equal(150 * 0.99, time.Least, Tolerance);
        Assert.Equal(300 * 1.01, time.Most, Tolerance);
    }

    private static InstructionTimes Times(params BoardMeasurement[] measurements) => new(UnitsPerSecond, Classes, measurements);

    private static BoardMeasurement Measured(double microseconds, double[] counts) => new()
    {
        Board = "B",
        Device = "D",
        Model = "M",
        Rows = 1,
        Microseconds = microseconds,
        LeastMicroseconds = microseconds * 0.99,
        MostMicroseconds = microseconds * 1.01,
        FreeHeap = 1,
        Counts = counts,
    };
}
