using Edge.Core.Histograms;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Testing;
using WireRows = Edge.Testing.WireRows;

namespace Edge.Core.Tests.Histograms;

public class CodeCounterTests
{
    private const int AmpleHeap = 1 << 28;

    /// <summary>Every kind of model, any number of classes, rows in pieces of any length, read now and then in between.</summary>
    [Fact]
    public void Count_AnyModel_IsWhatADictionaryCounts()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            IntegerModel model = RandomModels.Create(seed, seed % 3 == 0 ? 12 : 130);
            Rows rows = new(model, 150, 1 + (seed * 7 % 20), seed);
            CodeCounter counter = CodeCounter.Create(model, rows.Classes, rows.Count, AmpleHeap);
            rows.CountAll(counter, seed);
            for (int layer = 0; layer < model.RecordedLayers; layer++)
            {
                WordTable table = counter.TableOf(layer);
                Assert.Equal(rows.BitsOf(layer) > CodeCounter.MostWordBits, table is null);
                if (table is not null)
                {
                    Assert.False(table.Overflowed);
                    Assert.Equal(rows.Expected(layer), Words(table, counter.Classes));
                }
            }
        }
    }

    /// <summary>Too little room for the first layers: they are given up, what is left is whole, and the heap is not exceeded.</summary>
    [Fact]
    public void Count_LittleHeap_GivesUpTheFirstLayersOnly()
    {
        int overflowed = 0;
        int counted = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            IntegerModel model = RandomModels.Create(
                new Random(seed), new TensorFormat(12, 1, 1, TensorMap.Bipolar), Shape(30, 1), Shape(9, 1), Shape(7, 1), Shape(1, 2), Shape(3, 8));
            Rows rows = new(model, 400, 3, seed);
            int heap = CodeCounter.HeapBytes(model, rows.Classes, 20 + seed);
            CodeCounter counter = CodeCounter.Create(model, rows.Classes, rows.Count, heap);
            rows.CountAll(counter, seed);
            bool whole = false;
            for (int layer = 0; layer < model.RecordedLayers; layer++)
            {
                WordTable table = counter.TableOf(layer);
                Assert.Equal(rows.Expected(layer).Count > 20 + seed, table.Overflowed);
                Assert.False(whole && table.Overflowed);
                whole = !table.Overflowed;
                overflowed += whole ? 0 : 1;
                counted += whole ? 1 : 0;
                Assert.Equal(whole ? rows.Expected(layer) : [], Words(table, counter.Classes));
            }
        }

        Assert.InRange(overflowed, 40, 300);
        Assert.InRange(counted, 100, 320);
    }

    [Fact]
    public void Create_WithoutRoomForTheSmallestTables_GivesNone()
    {
        IntegerModel model = RandomModels.Create(3, 40);
        int least = CodeCounter.HeapBytes(model, 2, 16);
        Assert.NotNull(CodeCounter.Create(model, 2, 1000, least));
        Assert.Null(CodeCounter.Create(model, 2, 1000, least - 1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 5)]
    [InlineData(256, 8)]
    public void LabelBits_AreTheFewestThatFit(int classes, int bits) => Assert.Equal(bits, CodeCounter.LabelBits(classes));

    private static LayerShape Shape(int neurons, int bits) => new(neurons, 1, bits, bits == 1, PerNeuronThresholds: true);

    /// <summary>Word in hexadecimal, rows of each label; taken from the bytes on the wire, whose CRC is checked.</summary>
    private static SortedDictionary<string, string> Words(WordTable table, int classes)
    {
        SortedDictionary<string, string> words = new(StringComparer.Ordinal);
        byte[] bytes = new byte[HistogramWords.MostBytes(table.Bits, classes)];
        uint crc = 0;
        for (int number = 1; number <= table.Words; number++)
        {
            int end = HistogramWords.Put(table, classes, number, bytes, 0);
            crc = Crc32.Continue(crc, bytes, 0, end);
            int at = (table.Bits + 7) / 8;
            string word = Convert.ToHexString(bytes, 0, at);
            int labels = at;
            at += (classes + 7) / 8;
            int[] counts = new int[classes];
            for (int label = 0; label < classes; label++)
            {
                int shift = 0;
                bool more = ((bytes[labels + (label / 8)] >> (label % 8)) & 1) == 1;
                while (more)
                {
                    counts[label] |= (bytes[at] & 0x7F) << shift;
                    shift += 7;
                    more = bytes[at++] >= 0x80;
                }
            }

            Assert.Equal(end, at);
            words.Add(word, string.Join(' ', counts));
        }

        Assert.Equal(crc, HistogramWords.Crc(table, classes, bytes));
        return words;
    }

    /// <summary>Rows of codes with labels, packed as on the wire; some come more than once.</summary>
    private sealed class Rows
    {
        private readonly IntegerModel model;
        private readonly byte[] packed;
        private readonly byte[] labels;
        private readonly byte[][][] codes;

        public Rows(IntegerModel model, int count, int classes, int seed)
        {
            this.model = model;
            Classes = classes;
            Random random = new(seed);
            codes = new byte[count][][];
            labels = new byte[count];
            random.NextBytes(labels);
            for (int row = 0; row < count; row++)
            {
                labels[row] = (byte)(labels[row] % classes);
                if (row > 0 && random.Next(3) == 0)
                {
                    codes[row] = codes[random.Next(row)];
                    continue;
                }

                codes[row] = ReferenceInference.NewCodes(model);
                ReferenceInference.Run(model, RandomModels.Row(random, model.Input), codes[row], null);
            }

            packed = [.. codes.SelectMany(row => WireRows.Pack(model, row)), .. new byte[CodeCounter.Margin]];
        }

        public int Classes { get; }

        public int Count => labels.Length;

        public int BitsOf(int layer) => model.RecordedFormat(layer).Width * model.RecordedFormat(layer).Bits;

        public void CountAll(CodeCounter counter, int seed)
        {
            Random random = new(seed);
            int rowBytes = (packed.Length - CodeCounter.Margin) / Count;
            for (int done = 0; done < Count;)
            {
                int some = Math.Min(random.Next(1, 70), Count - done);
                byte[] piece = [.. packed.AsSpan(done * rowBytes, (some * rowBytes) + CodeCounter.Margin)];
                counter.Count(piece, labels, done, some);
                done += some;
                if (random.Next(4) == 0)
                {
                    counter.Spread();
                }
            }

            counter.Spread();
        }

        public SortedDictionary<string, string> Expected(int layer)
        {
            Dictionary<string, int[]> words = [];
            for (int row = 0; row < Count; row++)
            {
                string word = Convert.ToHexString(WireRows.Pack(codes[row][layer], model.RecordedFormat(layer).Bits));
                if (!words.TryGetValue(word, out int[]? counts))
                {
                    words.Add(word, counts = new int[Classes]);
                }

                counts[labels[row]]++;
            }

            return new SortedDictionary<string, string>(
                words.ToDictionary(entry => entry.Key, entry => string.Join(' ', entry.Value)), StringComparer.Ordinal);
        }
    }
}
