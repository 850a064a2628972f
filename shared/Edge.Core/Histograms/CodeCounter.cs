using Edge.Core.Inference;
using Edge.Core.Models;

namespace Edge.Core.Histograms
{
    /// <summary>
    /// Counts the code words of all recorded layers per label, row after row, in memory that is taken once. Since every layer is a function of
    /// the one before, a row is looked up in one table only, that of the first layer that has room: each of its words knows the word of the
    /// next layer, so that the counts of later layers are sums of its own. A table that is full hands its counts to the next one and is
    /// given up; only the first one can be full, since a layer has no more distinct words than the one before.
    /// </summary>
    public sealed class CodeCounter
    {
        /// <summary>Most bits of a code word that is counted; wider layers are left out.</summary>
        public const int MostWordBits = 1024;

        /// <summary>Most rows of one counting, since counts have 16 bits.</summary>
        public const int MostRows = 65535;

        /// <summary>Most classes.</summary>
        public const int MostClasses = 256;

        /// <summary>Bytes behind the last row of a buffer that <see cref="Count"/> may read.</summary>
        public const int Margin = 16;

        private const int Fields = 4;

        // Fewer words are not worth a table.
        private const int LeastCapacity = 16;

        /// <summary>The tables, in the order of their layers.</summary>
        public readonly WordTable[] Tables;

        /// <summary>Labels are 0..Classes - 1.</summary>
        public readonly int Classes;

        private readonly int rowBytes;
        private int first;

        private CodeCounter(WordTable[] tables, int classes, int rowBytes)
        {
            Tables = tables;
            Classes = classes;
            this.rowBytes = rowBytes;
        }

        /// <summary>Makes tables for a model's layers; null where the heap has no room.</summary>
        /// <param name="model">The model.</param>
        /// <param name="classes">Labels are 0..classes - 1; 1..<see cref="MostClasses"/>.</param>
        /// <param name="rows">Most rows that will be counted, 1..<see cref="MostRows"/>.</param>
        /// <param name="heapBytes">Bytes of a board's heap that may be taken.</param>
        public static CodeCounter Create(IntegerModel model, int classes, int rows, int heapBytes)
        {
            int capacity = rows;
            int least = rows < LeastCapacity ? rows : LeastCapacity;
            if (HeapBytes(model, classes, capacity) > heapBytes)
            {
                int fits = least;
                int tooMany = capacity;
                while (tooMany - fits > 1)
                {
                    int between = (fits + tooMany) >> 1;
                    if (HeapBytes(model, classes, between) <= heapBytes)
                    {
                        fits = between;
                    }
                    else
                    {
                        tooMany = between;
                    }
                }

                capacity = fits;
            }

            return HeapBytes(model, classes, capacity) > heapBytes ? null : Make(model, classes, capacity);
        }

        /// <summary>Bits of a label on the wire: 1..8, the fewest that all classes fit.</summary>
        public static int LabelBits(int classes)
        {
            int bits = 1;
            while (1 << bits < classes)
            {
                bits++;
            }

            return bits;
        }

        /// <summary>Bytes of a board's heap that tables of so many words take, where layers have so many.</summary>
        public static int HeapBytes(IntegerModel model, int classes, int capacity)
        {
            int bytes = BoardHeap.ObjectBytes(Fields) + BoardHeap.ReferencesBytes(model.RecordedLayers);
            int most = capacity;
            for (int layer = 0; layer < model.RecordedLayers; layer++)
            {
                TensorFormat format = model.RecordedFormat(layer);
                int bits = format.Width * format.Bits;
                if (bits <= MostWordBits)
                {
                    most = Words(bits, most);
                    bytes += WordTable.HeapBytes(bits, most, classes);
                }
            }

            return bytes;
        }

        /// <summary>The table of a recorded layer; null where it is too wide.</summary>
        public WordTable TableOf(int layer)
        {
            for (int i = 0; i < Tables.Length; i++)
            {
                if (Tables[i].Layer == layer)
                {
                    return Tables[i];
                }
            }

            return null;
        }

        /// <summary>Counts rows.</summary>
        /// <param name="rows">Packed rows one behind the other, and <see cref="Margin"/> bytes of anything.</param>
        /// <param name="labels">Their labels, below <see cref="Classes"/>.</param>
        /// <param name="from">Place of the first row's label.</param>
        /// <param name="count">Number of rows.</param>
        public void Count(byte[] rows, byte[] labels, int from, int count)
        {
            int start = from;
            int end = from + count;
            while (from < end && first < Tables.Length)
            {
                WordTable table = Tables[first];
                from = table.CountKnown(rows, (from - start) * rowBytes, rowBytes, labels, from, end);
                if (from < end && !Learn(rows, (from - start) * rowBytes))
                {
                    GiveUpFirst();
                }
            }
        }

        /// <summary>Makes the counts of all tables those of the rows counted so far; to be called before they are read.</summary>
        public void Spread()
        {
            for (int i = first + 1; i < Tables.Length; i++)
            {
                Tables[i].ClearCounts();
                Tables[i - 1].PushTo(Tables[i]);
            }
        }

        private static CodeCounter Make(IntegerModel model, int classes, int capacity)
        {
            int counted = 0;
            for (int layer = 0; layer < model.RecordedLayers; layer++)
            {
                TensorFormat format = model.RecordedFormat(layer);
                counted += format.Width * format.Bits <= MostWordBits ? 1 : 0;
            }

            WordTable[] tables = new WordTable[counted];
            int bit = 0;
            int next = 0;
            for (int layer = 0; layer < model.RecordedLayers; layer++)
            {
                TensorFormat format = model.RecordedFormat(layer);
                int bits = format.Width * format.Bits;
                if (bits <= MostWordBits)
                {
                    capacity = Words(bits, capacity);
                    tables[next] = new WordTable(layer, bit, bits, capacity, classes);
                    next++;
                }

                bit += bits;
            }

            return new CodeCounter(tables, classes, (bit + 7) >> 3);
        }

        private static int Words(int bits, int most)
        {
            return bits < 16 && 1 << bits < most ? 1 << bits : most;
        }

        // Gives the row's word a number in the first table, and in those behind it as far as it is new there; false where the first is full.
        private bool Learn(byte[] rows, int offset)
        {
            int number = Tables[first].Find(rows, offset) == 0 ? Tables[first].Add() : 0;
            if (number == 0)
            {
                return false;
            }

            for (int i = first + 1; i < Tables.Length; i++)
            {
                int next = Tables[i].Find(rows, offset);
                bool known = next != 0;
                if (!known)
                {
                    next = Tables[i].Add();
                }

                Tables[i - 1].Next[number] = (ushort)next;
                if (known)
                {
                    break;
                }

                number = next;
            }

            return true;
        }

        private void GiveUpFirst()
        {
            if (first + 1 < Tables.Length)
            {
                Tables[first + 1].ClearCounts();
                Tables[first].PushTo(Tables[first + 1]);
            }

            Tables[first].Overflow();
            first++;
        }
    }
}
