using Edge.Experiments.Data;

namespace Edge.Experiments.Tests.Data;

public class TicTacToeDataSetTests
{
    private static readonly DataSet Game = TicTacToeDataSet.Create();

    [Fact]
    public void Rows_AreAllFinalBoards()
    {
        Assert.Equal(958, Game.Rows);
        Assert.Equal(626, Game.Labels.Sum());
        Assert.Equal(958, Enumerable.Range(0, Game.Rows).Select(row => Convert.ToHexString(Game.Row(row))).Distinct().Count());
    }

    [Fact]
    public void Rows_HoldAsManyNoughtsAsCrossesOrOneLess()
    {
        for (int row = 0; row < Game.Rows; row++)
        {
            int crosses = Game.Row(row).Count((byte)2);
            int noughts = Game.Row(row).Count((byte)0);
            Assert.InRange(crosses - noughts, 0, 1);
            // A game that x wins ends with a move of x, and a drawn one fills the board, which x does too.
            Assert.Equal(Game.Labels[row] == 1 || crosses + noughts == 9 ? 1 : 0, crosses - noughts);
        }
    }

    [Fact]
    public void Values_AreMinusOneZeroOne()
    {
        Assert.Equal(new InputTensor(9, 2, 2, 1, 1.0), Game.Input);
    }
}
