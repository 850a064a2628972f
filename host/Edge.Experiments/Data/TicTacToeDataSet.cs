namespace Edge.Experiments.Data;

/// <summary>
/// The tic-tac-toe endgame: every final board of games in which x moves first, found by playing all games out. 958 rows of nine fields,
/// 626 of them won by x (Raj et al. 2020, appendix C). Rows are sorted by their codes.
/// </summary>
public static class TicTacToeDataSet
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name = "tictactoe";

    private const int Fields = 9;
    private const byte Nought = 0;
    private const byte Blank = 1;
    private const byte Cross = 2;

    private static readonly int[][] Lines =
        [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]];

    /// <summary>Generates the table: codes 0 (o), 1 (blank) and 2 (x) with zero point 1 and scale 1; class 1 is a win of x.</summary>
    public static DataSet Create()
    {
        SortedDictionary<int, int> labels = [];
        byte[] board = new byte[Fields];
        Array.Fill(board, Blank);
        Play(board, Cross, labels, []);

        byte[] codes = new byte[labels.Count * Fields];
        int row = 0;
        foreach (int number in labels.Keys)
        {
            int rest = number;
            for (int field = Fields - 1; field >= 0; field--)
            {
                codes[row * Fields + field] = (byte)(rest % 3);
                rest /= 3;
            }

            row++;
        }

        string[] columns =
        [
            "top-left", "top-middle", "top-right", "middle-left", "middle-middle", "middle-right", "bottom-left", "bottom-middle",
            "bottom-right",
        ];
        return new DataSet(Name, new InputTensor(Fields, 2, 2, 1, 1.0), codes, [.. labels.Values], ["not won", "x wins"], columns);
    }

    /// <summary>Plays every continuation; final boards go into the table by their number in base three, field 0 first.</summary>
    private static void Play(byte[] board, byte player, SortedDictionary<int, int> labels, HashSet<int> seen)
    {
        // Who moves follows from the board, so a board met again leads to nothing new.
        if (!seen.Add(Number(board)))
        {
            return;
        }

        bool crossWins = HasLine(board, Cross);
        if (crossWins || HasLine(board, Nought) || Array.IndexOf(board, Blank) < 0)
        {
            labels[Number(board)] = crossWins ? 1 : 0;
            return;
        }

        for (int field = 0; field < Fields; field++)
        {
            if (board[field] == Blank)
            {
                board[field] = player;
                Play(board, player == Cross ? Nought : Cross, labels, seen);
                board[field] = Blank;
            }
        }
    }

    private static bool HasLine(byte[] board, byte player) =>
        Array.Exists(Lines, line => board[line[0]] == player && board[line[1]] == player && board[line[2]] == player);

    private static int Number(byte[] board)
    {
        int number = 0;
        foreach (byte field in board)
        {
            number = 3 * number + field;
        }

        return number;
    }
}
