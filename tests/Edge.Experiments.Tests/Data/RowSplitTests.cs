using Edge.Experiments.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Data;

public class RowSplitTests
{
    [Fact]
    public void Default_GivesThePapersNumbersOfTrainingRows()
    {
        Assert.Equal(3276, RowSplit.Of(SztDataSet.Create(), null, 1).Train.Length);
        Assert.Equal(766, RowSplit.Of(TicTacToeDataSet.Create(), null, 1).Train.Length);
    }

    [Fact]
    public void Split_IsStratifiedAndHoldsEveryRowOnce()
    {
        Gen<(int[] Labels, int Percent, int Seed)> cases =
            from rows in Gen.Choose(2, 200)
            from labels in Gen.Choose(0, 3).ArrayOf(rows)
            from percent in Gen.Choose(1, 100)
            from seed in Gen.Choose(0, 1000)
            select (labels, percent, seed);
        Prop.ForAll(cases.ToArbitrary(), input =>
        {
            DataSet data = Table(input.Labels);
            double fraction = input.Percent / 100.0;
            RowSplit split = RowSplit.Of(data, fraction, (ulong)input.Seed);
            bool whole = split.Train.Concat(split.Test).Order().SequenceEqual(Enumerable.Range(0, data.Rows));
            bool sorted = split.Train.SequenceEqual(split.Train.Order()) && split.Test.SequenceEqual(split.Test.Order());
            bool stratified = Enumerable.Range(0, 4).All(label =>
            {
                int rows = input.Labels.Count(l => l == label);
                int trained = split.Train.Count(row => input.Labels[row] == label);
                return Math.Abs(trained - fraction * rows) <= 1;
            });
            return whole && sorted && stratified && split.Train.Length == Math.Max(1, (int)Math.Floor(fraction * data.Rows));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(7, 77));
    }

    [Fact]
    public void Split_DependsOnTheSeedAlone()
    {
        DataSet data = SztDataSet.Create();
        Assert.Equal(RowSplit.Of(data, 0.8, 5).Train, RowSplit.Of(data, 0.8, 5).Train);
        Assert.NotEqual(RowSplit.Of(data, 0.8, 5).Train, RowSplit.Of(data, 0.8, 6).Train);
        // Shuffled: the first training rows are no run of consecutive numbers.
        Assert.NotEqual(Enumerable.Range(0, 3276), RowSplit.Of(data, 0.8, 5).Train);
    }

    [Fact]
    public void GivenSplit_IsTakenWhereNoShareIsAskedFor()
    {
        DataSet data = new("given", new InputTensor(1, 1, 1, 0, 1), [0, 1, 0, 1], [0, 1, 0, 1], ["a", "b"], ["x"], givenTrainRows: 3);
        RowSplit split = RowSplit.Of(data, null, 1);
        Assert.Equal([0, 1, 2], split.Train);
        Assert.Equal([3], split.Test);
        Assert.Equal(2, RowSplit.Of(data, 0.5, 1).Train.Length);
    }

    [Fact]
    public void WholeShare_LeavesNoTestRows() => Assert.Empty(RowSplit.Of(SztDataSet.Create(), 1.0, 1).Test);

    [Theory]
    [InlineData("all", 4096)]
    [InlineData("train", 3276)]
    [InlineData("test", 820)]
    public void RowSet_HoldsItsRows(string name, int rows)
    {
        DataSet data = SztDataSet.Create();
        Assert.Equal(rows, RowSet.Of(name, data, RowSplit.Of(data, null, 1)).Rows.Length);
    }

    private static DataSet Table(int[] labels) =>
        new("table", new InputTensor(1, 1, 1, 0, 1), new byte[labels.Length], labels, ["a", "b", "c", "d"], ["x"]);
}
