using System.Numerics;
using System.Security.Cryptography;
using Edge.Experiments.Data;

namespace Edge.Experiments.Tests.Data;

public class SztDataSetTests
{
    private static readonly double Phi = (1 + Math.Sqrt(5)) / 2;

    private static readonly double[][] Vertices =
    [
        [0, 1, Phi], [1, Phi, 0], [0, 1, -Phi], [-1, Phi, 0], [Phi, 0, -1], [0, -1, Phi],
        [1, -Phi, 0], [-1, -Phi, 0], [-Phi, 0, -1], [0, -1, -Phi], [-Phi, 0, 1], [Phi, 0, 1],
    ];

    private static readonly DataSet Szt = SztDataSet.Create();

    [Fact]
    public void Labels_AreThePublishedOnes()
    {
        byte[] labels = Array.ConvertAll(Szt.Labels, label => (byte)label);
        Assert.Equal(
            "77732f16f85e91b49d3997196b56163b3bd362d8cf631468a8de3f986e88359f", Convert.ToHexStringLower(SHA256.HashData(labels)));
        Assert.Equal(2118, labels.Sum(label => label));
    }

    [Fact]
    public void Labels_OnesByNumberOfBits()
    {
        int[] ones = new int[13];
        for (int row = 0; row < SztDataSet.Rows; row++)
        {
            ones[BitOperations.PopCount((uint)row)] += Szt.Labels[row];
        }

        Assert.Equal([0, 0, 0, 0, 0, 60, 532, 732, 495, 220, 66, 12, 1], ones);
    }

    [Fact]
    public void Rows_AreTheirNumbersMostSignificantBitFirst()
    {
        for (int row = 0; row < SztDataSet.Rows; row++)
        {
            int number = 0;
            foreach (byte bit in Szt.Row(row))
            {
                number = 2 * number + bit;
            }

            Assert.Equal(row, number);
        }

        Assert.Equal(["x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11"], Szt.ColumnNames);
        Assert.Equal(new InputTensor(12, 1, 1, 0, 1.0), Szt.Input);
    }

    [Fact]
    public void Labels_AreMonotoneInEveryBit()
    {
        for (int row = 0; row < SztDataSet.Rows; row++)
        {
            for (int bit = 0; bit < SztDataSet.Columns; bit++)
            {
                Assert.True(Szt.Labels[row] <= Szt.Labels[row | (1 << bit)], $"row {row}, bit {bit}");
            }
        }
    }

    [Fact]
    public void Labels_EqualTheGeometricForm()
    {
        // y = 1 iff k + |S| >= 7.6, S the sum of the unit vertices whose bit is 1.
        double length = Math.Sqrt(1 + Phi * Phi);
        for (int row = 0; row < SztDataSet.Rows; row++)
        {
            double[] sum = new double[3];
            int ones = 0;
            for (int column = 0; column < SztDataSet.Columns; column++)
            {
                if (Szt.Row(row)[column] == 1)
                {
                    ones++;
                    for (int axis = 0; axis < 3; axis++)
                    {
                        sum[axis] += Vertices[column][axis] / length;
                    }
                }
            }

            double norm = Math.Sqrt(sum.Sum(x => x * x));
            Assert.Equal(ones + norm >= 7.6 ? 1 : 0, Szt.Labels[row]);
        }
    }

    [Fact]
    public void Labels_AreInvariantUnderTheIcosahedralGroup()
    {
        List<int[]> group = IcosahedralGroup();
        Assert.Equal(120, group.Count);
        foreach (int[] permutation in group)
        {
            for (int row = 0; row < SztDataSet.Rows; row++)
            {
                Assert.Equal(Szt.Labels[row], Szt.Labels[Permuted(row, permutation)]);
            }
        }
    }

    [Fact]
    public void Labels_AreNotInvariantUnderAnyOtherSwapOfTwoColumns()
    {
        for (int a = 0; a < SztDataSet.Columns; a++)
        {
            for (int b = a + 1; b < SztDataSet.Columns; b++)
            {
                int[] swap = [.. Enumerable.Range(0, SztDataSet.Columns)];
                (swap[a], swap[b]) = (b, a);
                Assert.Contains(Enumerable.Range(0, SztDataSet.Rows), row => Szt.Labels[row] != Szt.Labels[Permuted(row, swap)]);
            }
        }
    }

    private static int Permuted(int row, int[] permutation)
    {
        int image = 0;
        for (int column = 0; column < SztDataSet.Columns; column++)
        {
            if (((row >> (SztDataSet.Columns - 1 - column)) & 1) == 1)
            {
                image |= 1 << (SztDataSet.Columns - 1 - permutation[column]);
            }
        }

        return image;
    }

    /// <summary>All permutations of the vertices that keep every inner product, found by extending partial maps vertex by vertex.</summary>
    private static List<int[]> IcosahedralGroup()
    {
        List<int[]> maps = [[]];
        for (int vertex = 0; vertex < Vertices.Length; vertex++)
        {
            maps = [.. maps.SelectMany(map => Enumerable.Range(0, Vertices.Length)
                .Where(image => !map.Contains(image)
                    && Enumerable.Range(0, vertex).All(j => Math.Abs(Dot(j, vertex) - Dot(map[j], image)) < 1e-9))
                .Select(image => (int[])[.. map, image]))];
        }

        return maps;
    }

    private static double Dot(int a, int b) => Vertices[a].Zip(Vertices[b], (x, y) => x * y).Sum();
}
