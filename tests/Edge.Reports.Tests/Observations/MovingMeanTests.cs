using Edge.Reports.Observations;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Reports.Tests.Observations;

public sealed class MovingMeanTests
{
    [Fact]
    public void Of_AgreesWithTheDefinition()
    {
        int[] epochs = [0, 1, 2, 3, 10, 11, 12, 50, 54, 55, 56, 100];
        double[] values = [.. epochs.Select(epoch => Math.Sin(epoch))];
        double[] smooth = MovingMean.Of(epochs, values);
        for (int i = 0; i < epochs.Length; i++)
        {
            double expected = values.Where((_, j) => epochs[j] * 1.1 >= epochs[i] && epochs[j] <= epochs[i] * 1.1).Average();
            Assert.Equal(expected, smooth[i], 12);
        }
    }

    [Fact]
    public void Of_StaysBetweenLowestAndHighest() => Prop.ForAll<int[]>(numbers =>
    {
        double[] values = [.. numbers.Select(number => (double)number)];
        double[] smooth = MovingMean.Of([.. Enumerable.Range(0, values.Length)], values);
        return smooth.All(value => value >= values.Min() - 1e-6 && value <= values.Max() + 1e-6);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_UnequalLengths_AreRefused() => Assert.Throws<ArgumentException>(() => MovingMean.Of([0, 1], [1.0]));
}
