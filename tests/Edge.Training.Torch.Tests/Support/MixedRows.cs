using Edge.Training.Data;
using Edge.Training.Numerics;

namespace Edge.Training.Torch.Tests.Support;

/// <summary>Rows for the networks of <see cref="Edge.Training.Tests.Support.TestNetworks.Mixed"/>: six codes of 0 to 11, three classes.</summary>
internal static class MixedRows
{
    private const int Count = 500;

    /// <summary>500 of them, always the same.</summary>
    public static LabeledRows All { get; } = Draw();

    private static LabeledRows Draw()
    {
        var random = new RandomSource(5);
        var codes = new byte[Count * 6];
        var labels = new int[Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (byte)(12 * random.NextDouble());
        }

        for (int r = 0; r < Count; r++)
        {
            labels[r] = (codes[r * 6] + codes[r * 6 + 1] * codes[r * 6 + 2]) % 3;
        }

        return new LabeledRows(6, 4, codes, labels);
    }
}
