using Edge.Training.Data;

namespace Edge.Training.Tests.Support;

/// <summary>The 958 final boards of tic-tac-toe, x first; codes 0 (o), 1 (blank), 2 (x); y = 1 iff x has three in a row.</summary>
internal static class TicTacToeRows
{
    private static readonly int[][] Lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];

    public static LabeledRows All { get; } = Create();

    private static LabeledRows Create()
    {
        var boards = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Play(new byte[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 2, boards);
        byte[] codes = boards.Keys.SelectMany(board => board.Select(c => (byte)(c - '0'))).ToArray();
        return new LabeledRows(9, 2, codes, boards.Values.ToArray());
    }

    private static void Play(byte[] board, byte player, SortedDictionary<string, int> boards)
    {
        bool xWins = Wins(board, 2);
        if (xWins || Wins(board, 0) || !board.Contains((byte)1))
        {
            boards[string.Concat(board)] = xWins ? 1 : 0;
            return;
        }

        for (int square = 0; square < 9; square++)
        {
            if (board[square] == 1)
            {
                board[square] = player;
                Play(board, (byte)(2 - player), boards);
                board[square] = 1;
            }
        }
    }

    private static bool Wins(byte[] board, byte player) => Lines.Any(line => line.All(square => board[square] == player));
}
