using Edge.Training.Columns;

namespace Edge.Training.Tests.Columns;

/// <summary>Codes out of packed keys, bit by bit.</summary>
internal static class ColumnKeys
{
    public static uint CodeAt(LayerColumns layer, int row, int neuron)
    {
        uint code = 0;
        for (int b = 0; b < layer.Bits; b++)
        {
            int bit = neuron * layer.Bits + b;
            code |= (uint)((layer.Words[row * layer.WordsPerRow + bit / 64] >> (bit % 64)) & 1) << b;
        }

        return code;
    }

    /// <summary>Whether all bits beyond the codes are 0.</summary>
    public static bool HasCleanPadding(LayerColumns layer)
    {
        int used = layer.Width * layer.Bits;
        return Enumerable.Range(0, layer.Rows).All(row => Enumerable.Range(used, layer.WordsPerRow * 64 - used)
            .All(bit => ((layer.Words[row * layer.WordsPerRow + bit / 64] >> (bit % 64)) & 1) == 0));
    }
}
