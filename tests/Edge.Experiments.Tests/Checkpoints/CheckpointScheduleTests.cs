using Edge.Experiments.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Checkpoints;

public class CheckpointScheduleTests
{
    private static readonly Arbitrary<int> LastEpochs = Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(61, 20000)).ToArbitrary();
    private static readonly Arbitrary<int> Counts = Gen.Choose(3, 200).ToArbitrary();

    [Fact]
    public void Log_HasAsManyEpochsAsAskedForOrAsThereAre()
    {
        Prop.ForAll(LastEpochs, Counts, (last, count) =>
            CheckpointSchedule.Logarithmic(count).Epochs(last).Length == Math.Min(count, last + 1)).Check(Seeded());
    }

    [Fact]
    public void Log_RisesFromZeroAndOneToTheLast()
    {
        Prop.ForAll(LastEpochs, Counts, (last, count) =>
        {
            int[] epochs = CheckpointSchedule.Logarithmic(count).Epochs(last);
            return Rises(epochs) && epochs[0] == 0 && epochs[^1] == last && (last == 0 || epochs[1] == 1);
        }).Check(Seeded());
    }

    [Fact]
    public void Log_StepsNeverShrinkByMoreThanRounding()
    {
        Prop.ForAll(LastEpochs, Counts, (last, count) =>
        {
            int[] epochs = CheckpointSchedule.Logarithmic(count).Epochs(last);
            return Enumerable.Range(1, Math.Max(0, epochs.Length - 2))
                .All(i => epochs[i + 1] - epochs[i] >= epochs[i] - epochs[i - 1] - 1);
        }).Check(Seeded());
    }

    [Fact]
    public void Log_RatiosAreEqualWhereEpochsAreMany()
    {
        Assert.Equal([0, 1, 10, 100, 1000], CheckpointSchedule.Logarithmic(5).Epochs(1000));
        Assert.Equal([0, 1, 8000], CheckpointSchedule.Logarithmic(3).Epochs(8000));
    }

    [Fact]
    public void Every_HoldsTheMultiplesAndTheLast()
    {
        Prop.ForAll(LastEpochs, Gen.Choose(1, 500).ToArbitrary(), (last, step) =>
        {
            int[] epochs = CheckpointSchedule.Every(step).Epochs(last);
            return Rises(epochs)
                && Enumerable.Range(0, last + 1).All(epoch => epochs.Contains(epoch) == (epoch % step == 0 || epoch == last));
        }).Check(Seeded().WithMaxTest(40));
    }

    [Fact]
    public void All_HoldsEveryEpoch() => Assert.Equal([0, 1, 2, 3], CheckpointSchedule.All.Epochs(3));

    [Theory]
    [InlineData("log:40")]
    [InlineData("every:10")]
    [InlineData("all")]
    public void Parse_ReadsWhatToStringWrites(string text) => Assert.Equal(text, CheckpointSchedule.Parse(text).ToString());

    [Theory]
    [InlineData("log", "log:N needs a whole number N of at least 3")]
    [InlineData("log:2", "log:N needs a whole number N of at least 3")]
    [InlineData("log:1e3", "log:N needs")]
    [InlineData("every:0", "every:N needs a whole number N of at least 1")]
    [InlineData("every:-1", "every:N needs")]
    [InlineData("every:99999999999", "every:N needs")]
    [InlineData("evry:10", "did you mean 'every'?")]
    [InlineData("", "known: log, every, all")]
    public void Parse_RefusesInOneLine(string text, string expected)
    {
        string message = Assert.Throws<CheckpointScheduleException>(() => CheckpointSchedule.Parse(text)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static bool Rises(int[] epochs) => epochs.Zip(epochs.Skip(1), (a, b) => a < b).All(rises => rises);

    private static Config Seeded() => Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(12, 345);
}
