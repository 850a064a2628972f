using Edge.Training.Data;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Support;

/// <summary>
/// The 4096 rows of the SZT task by its integer rule: of the ones, a pairs are icosahedron edges, b at distance two, c antipodal; y = 1 iff
/// 23k + a - 5b - 8c >= 99.
/// </summary>
internal static class SztRows
{
    public static LabeledRows All { get; } = Create();

    public static (LabeledRows Train, LabeledRows Test) Split(ulong seed)
    {
        int[] order = Enumerable.Range(0, All.Count).ToArray();
        new RandomSource(seed).Shuffle(order);
        return (All.Subset(order.AsSpan(0, 3276)), All.Subset(order.AsSpan(3276)));
    }

    private static LabeledRows Create()
    {
        double phi = (1 + Math.Sqrt(5)) / 2;
        double[][] vertices =
        [
            [0, 1, phi], [1, phi, 0], [0, 1, -phi], [-1, phi, 0], [phi, 0, -1], [0, -1, phi],
            [1, -phi, 0], [-1, -phi, 0], [-phi, 0, -1], [0, -1, -phi], [-phi, 0, 1], [phi, 0, 1],
        ];
        var codes = new byte[4096 * 12];
        var labels = new int[4096];
        for (int r = 0; r < 4096; r++)
        {
            int score = 0;
            for (int i = 0; i < 12; i++)
            {
                codes[r * 12 + i] = (byte)((r >> (11 - i)) & 1);
                score += 23 * codes[r * 12 + i];
                for (int j = 0; j < i; j++)
                {
                    double dot = vertices[i].Zip(vertices[j], (x, y) => x * y).Sum();
                    int pair = dot > 0 ? 1 : dot > -3 ? -5 : -8;
                    score += codes[r * 12 + i] * codes[r * 12 + j] * pair;
                }
            }

            labels[r] = score >= 99 ? 1 : 0;
        }

        return new LabeledRows(12, 1, codes, labels);
    }
}
