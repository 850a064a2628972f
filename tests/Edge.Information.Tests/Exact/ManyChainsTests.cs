using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Information.Tests.Exact;

/// <summary>
/// Chains of layers on millions of small random tables, against the definition: every pair of rows compared, logarithms in floating point.
/// A calculator measures many tables one after the other, so that each is met with what the table before left behind.
/// </summary>
public sealed class ManyChainsTests
{
    private const int Populations = 2000;
    private const int TablesEach = 600;
    private const int MostRows = 12;
    private const int MostLayers = 5;

    private static readonly double[] Weighted = [.. Enumerable.Range(0, MostRows + 1).Select(n => n == 0 ? 0 : n * Math.Log2(n))];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    public void MeasureChain_IsTheDefinition(int seed, int labels)
    {
        Random random = new(seed);
        LayerInformation[] results = new LayerInformation[MostLayers];
        for (int p = 0; p < Populations / 4; p++)
        {
            int rows = random.Next(1, MostRows + 1);
            int[] labelOf = [.. Enumerable.Range(0, rows).Select(_ => random.Next(labels))];
            InformationCalculator calculator = new(new Population(labelOf));
            Chain chain = new(random, rows);
            for (int table = 0; table < TablesEach; table++)
            {
                chain.Draw(random);
                calculator.MeasureChain(chain.Layers, results);
                for (int l = 0; l < chain.Layers.Length; l++)
                {
                    chain.Check(l, labelOf, results[l]);
                }
            }
        }
    }

    /// <summary>Layers of which each is a function of the one before; one word or two per row, few code words or many.</summary>
    private sealed class Chain
    {
        private readonly int rows;
        private readonly ulong[][] words;
        private readonly int[] classOf;
        private readonly int[] next = new int[MostRows];

        public Chain(Random random, int rows)
        {
            this.rows = rows;
            classOf = new int[rows];
            int layers = random.Next(1, MostLayers + 1);
            words = new ulong[layers][];
            Layers = new PackedCodes[layers];
            for (int l = 0; l < layers; l++)
            {
                int width = random.Next(4) == 0 ? random.Next(9, 17) : random.Next(1, 9);
                int bits = random.Next(1, 9);
                words[l] = new ulong[rows * PackedCodes.WordsFor(width, bits)];
                Layers[l] = new PackedCodes(words[l], rows, width, bits);
            }
        }

        public PackedCodes[] Layers { get; }

        public void Draw(Random random)
        {
            for (int row = 0; row < rows; row++)
            {
                classOf[row] = row;
            }

            for (int l = 0; l < Layers.Length; l++)
            {
                int merged = random.Next(1, MostRows + 1);
                bool keep = random.Next(3) == 0;
                for (int c = 0; c < MostRows; c++)
                {
                    next[c] = keep ? c : random.Next(merged);
                }

                int width = Layers[l].WordsPerRow;
                int bits = Layers[l].RowBits;
                ulong factor = (ulong)random.NextInt64() | 1;
                for (int row = 0; row < rows; row++)
                {
                    classOf[row] = next[classOf[row]];
                    for (int w = 0; w < width; w++)
                    {
                        ulong mask = bits - (64 * w) >= 64 ? ulong.MaxValue : (1UL << (bits - (64 * w))) - 1;
                        words[l][(row * width) + w] = unchecked((ulong)classOf[row] * (w == 0 ? 1UL : factor)) & mask;
                    }
                }

                // The mask may have merged classes: what the next layer is a function of are the words.
                for (int row = 0; row < rows; row++)
                {
                    classOf[row] = FirstEqual(l, row);
                }
            }
        }

        public void Check(int layer, int[] labelOf, LayerInformation found)
        {
            double sum = 0, joint = 0, labels = 0;
            int distinct = 0;
            for (int row = 0; row < rows; row++)
            {
                int same = 0, sameBoth = 0, sameLabel = 0;
                for (int other = 0; other < rows; other++)
                {
                    bool equal = Equal(layer, row, other);
                    same += equal ? 1 : 0;
                    sameBoth += equal && labelOf[other] == labelOf[row] ? 1 : 0;
                    sameLabel += labelOf[other] == labelOf[row] ? 1 : 0;
                }

                // Each class is met once for each of its rows.
                sum += Weighted[same] / same;
                joint += Weighted[sameBoth] / sameBoth;
                labels += Weighted[sameLabel] / sameLabel;
                distinct += FirstEqual(layer, row) == row ? 1 : 0;
            }

            double about = Math.Log2(rows) - (sum / rows);
            double shared = Math.Log2(rows) - ((sum + labels - joint) / rows);
            if (found.Distinct != distinct || Math.Abs(found.HT - about) > 1e-12 || Math.Abs(found.IXT - about) > 1e-12
                || Math.Abs(found.ITY - shared) > 1e-12)
            {
                Assert.Fail($"{found}, expected H(T) {about}, I(T;Y) {shared}, {distinct} distinct");
            }
        }

        private int FirstEqual(int layer, int row)
        {
            int first = 0;
            while (!Equal(layer, row, first))
            {
                first++;
            }

            return first;
        }

        private bool Equal(int layer, int row, int other)
        {
            int width = Layers[layer].WordsPerRow;
            ulong[] all = words[layer];
            bool equal = true;
            for (int w = 0; w < width; w++)
            {
                equal &= all[(row * width) + w] == all[(other * width) + w];
            }

            return equal;
        }
    }
}
