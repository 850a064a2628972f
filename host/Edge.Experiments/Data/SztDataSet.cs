using System.Globalization;
using System.Numerics;

namespace Edge.Experiments.Data;

/// <summary>
/// The 12-bit synthetic task of Shwartz-Ziv and Tishby (2017): every row of 12 bits once, and a label that is invariant under the
/// rotations and reflections of an icosahedron whose vertices the columns stand for. Generated from a closed rule in integers: with k the
/// number of ones, and a, b, c the pairs of ones that are neighbours on the icosahedron, at distance two, and antipodal,
/// y = 1 exactly where 23 k + a - 5 b - 8 c >= 99.
/// </summary>
public static class SztDataSet
{
    /// <summary>Name in the catalogue.</summary>
    public const string Name = "szt";

    /// <summary>Columns of a row: one per vertex of the icosahedron.</summary>
    public const int Columns = 12;

    /// <summary>Rows: row r is r in binary, most significant bit in column 0.</summary>
    public const int Rows = 1 << Columns;

    /// <summary>
    /// The five neighbours of each vertex. Columns 0..11 stand for (0,1,p) (1,p,0) (0,1,-p) (-1,p,0) (p,0,-1) (0,-1,p) (1,-p,0) (-1,-p,0)
    /// (-p,0,-1) (0,-1,-p) (-p,0,1) (p,0,1) with p = (1 + sqrt 5) / 2.
    /// </summary>
    private static readonly int[][] Edges =
    [
        [1, 3, 5, 10, 11],
        [0, 2, 3, 4, 11],
        [1, 3, 4, 8, 9],
        [0, 1, 2, 8, 10],
        [1, 2, 6, 9, 11],
        [0, 6, 7, 10, 11],
        [4, 5, 7, 9, 11],
        [5, 6, 8, 9, 10],
        [2, 3, 7, 9, 10],
        [2, 4, 6, 7, 8],
        [0, 3, 5, 7, 8],
        [0, 1, 4, 5, 6],
    ];

    private static readonly int[] Antipodes = [9, 7, 5, 6, 10, 2, 3, 1, 11, 0, 4, 8];

    /// <summary>Generates the table: one-bit codes 0 and 1 with zero point 0 and scale 1.</summary>
    public static DataSet Create()
    {
        byte[] codes = new byte[Rows * Columns];
        int[] labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                codes[row * Columns + column] = (byte)Bit(row, column);
            }

            labels[row] = Label(row);
        }

        string[] columns = [.. Enumerable.Range(0, Columns).Select(i => "x" + i.ToString(CultureInfo.InvariantCulture))];
        return new DataSet(Name, new InputTensor(Columns, 1, 1, 0, 1.0), codes, labels, ["0", "1"], columns);
    }

    /// <summary>The label of row 0..4095: 0 or 1.</summary>
    public static int Label(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        int ones = BitOperations.PopCount((uint)row);
        int neighbours = 0;
        int antipodal = 0;
        for (int column = 0; column < Columns; column++)
        {
            if (Bit(row, column) == 0)
            {
                continue;
            }

            antipodal += Bit(row, Antipodes[column]);
            foreach (int neighbour in Edges[column])
            {
                neighbours += Bit(row, neighbour);
            }
        }

        // Each pair was met from both of its ends.
        neighbours /= 2;
        antipodal /= 2;
        int distanceTwo = ones * (ones - 1) / 2 - neighbours - antipodal;
        return 23 * ones + neighbours - 5 * distanceTwo - 8 * antipodal >= 99 ? 1 : 0;
    }

    private static int Bit(int row, int column) => (row >> (Columns - 1 - column)) & 1;
}
