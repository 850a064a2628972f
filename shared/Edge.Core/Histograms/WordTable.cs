using System;
using Edge.Core.Inference;

namespace Edge.Core.Histograms
{
    /// <summary>
    /// The distinct code words of one layer, whole, each with its number of rows per label: a hash table with linear probing. Words are
    /// numbered from 1 in the order of their first appearance. All arrays are made once.
    /// </summary>
    public sealed class WordTable
    {
        private const int Fields = 20;

        // 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4).
        private const ulong GoldenMultiplier = 0x9E3779B97F4A7C15UL;

        /// <summary>The recorded layer, from 0.</summary>
        public readonly int Layer;

        /// <summary>Bits of a word.</summary>
        public readonly int Bits;

        /// <summary>Most words.</summary>
        public readonly int Capacity;

        /// <summary>Words there are.</summary>
        public int Words;

        /// <summary>True where more words came than fit: their counts are given up.</summary>
        public bool Overflowed;

        /// <summary>Rows by word and label: word * classes + label.</summary>
        public ushort[] Counts;

        /// <summary>For each word the number of the word that the next table has on the same rows.</summary>
        public ushort[] Next;

        private readonly int classes;
        private readonly int wordsPerEntry;
        private readonly int firstByte;
        private readonly int shift;
        private readonly bool narrow;
        private readonly ulong mask;
        private readonly ulong multiplier;
        private readonly int slotShift;
        private readonly int slotMask;
        private readonly ulong[] key;
        private ulong[] entries;
        private ushort[] slots;

        /// <summary>An empty table.</summary>
        /// <param name="layer">The recorded layer, from 0.</param>
        /// <param name="bit">First bit of its words in a packed row.</param>
        /// <param name="bits">Bits of a word.</param>
        /// <param name="capacity">Most words, 1..65535; no more than 2^bits.</param>
        /// <param name="classes">Labels are 0..classes - 1.</param>
        public WordTable(int layer, int bit, int bits, int capacity, int classes)
        {
            Layer = layer;
            Bits = bits;
            Capacity = capacity;
            this.classes = classes;
            wordsPerEntry = (bits + 63) >> 6;
            firstByte = bit >> 3;
            shift = bit & 7;
            narrow = shift + bits <= 64;
            mask = (bits & 63) == 0 ? ~0UL : (1UL << (bits & 63)) - 1UL;
            int slotBits = SlotBits(bits, capacity);
            slotMask = (1 << slotBits) - 1;
            multiplier = bits <= slotBits ? 1UL : GoldenMultiplier;
            slotShift = bits <= slotBits ? 0 : 64 - slotBits;
            key = new ulong[wordsPerEntry];
            entries = new ulong[(capacity + 1) * wordsPerEntry];
            slots = new ushort[1 << slotBits];
            Counts = new ushort[(capacity + 1) * classes];
            Next = new ushort[capacity + 1];
        }

        /// <summary>Bytes of a board's heap that a table takes.</summary>
        public static int HeapBytes(int bits, int capacity, int classes)
        {
            int wordsPerEntry = (bits + 63) >> 6;
            return BoardHeap.ObjectBytes(Fields)
                + BoardHeap.ArrayBytes(wordsPerEntry, 8)
                + BoardHeap.ArrayBytes((capacity + 1) * wordsPerEntry, 8)
                + BoardHeap.ArrayBytes(1 << SlotBits(bits, capacity), 2)
                + BoardHeap.ArrayBytes((capacity + 1) * classes, 2)
                + BoardHeap.ArrayBytes(capacity + 1, 2);
        }

        /// <summary>Counts rows as long as their words are known.</summary>
        /// <param name="rows">Packed rows; 16 bytes may be read behind the last one.</param>
        /// <param name="offset">First byte of the first row.</param>
        /// <param name="rowBytes">Bytes from row to row.</param>
        /// <param name="labels">Their labels, below the number of classes.</param>
        /// <param name="from">Place of the first row's label.</param>
        /// <param name="end">The place behind the last row's label.</param>
        /// <returns>Place of the label of the first row whose word is new; end where all are counted.</returns>
        public int CountKnown(byte[] rows, int offset, int rowBytes, byte[] labels, int from, int end)
        {
            if (!narrow)
            {
                return CountKnownWide(rows, offset, rowBytes, labels, from, end);
            }

            ulong[] known = entries;
            ushort[] places = slots;
            ushort[] counts = Counts;
            ulong wordMask = mask;
            ulong factor = multiplier;
            int right = shift;
            int hashShift = slotShift;
            int placeMask = slotMask;
            int stride = classes;
            int at = offset + firstByte;
            while (from < end)
            {
                ulong word = (BitConverter.ToUInt64(rows, at) >> right) & wordMask;
                int place = (int)((word * factor) >> hashShift) & placeMask;
                int number = places[place];
                while (known[number] != word || number == 0)
                {
                    if (number == 0)
                    {
                        return from;
                    }

                    place = (place + 1) & placeMask;
                    number = places[place];
                }

                counts[number * stride + labels[from]]++;
                at += rowBytes;
                from++;
            }

            return end;
        }

        /// <summary>
        /// The number of a row's word; 0 where it is new. Then <see cref="Add"/> gives it a number.
        /// </summary>
        /// <param name="rows">Packed rows; 16 bytes may be read behind the last one.</param>
        /// <param name="offset">First byte of the row.</param>
        public int Find(byte[] rows, int offset)
        {
            ReadKey(rows, offset + firstByte);
            int place = PlaceOfKey();
            int number = slots[place];
            while (number != 0 && !IsKey(number))
            {
                place = (place + 1) & slotMask;
                number = slots[place];
            }

            return number;
        }

        /// <summary>Takes in the word that <see cref="Find"/> looked for last and did not find; 0 where the table is full.</summary>
        public int Add()
        {
            if (Words == Capacity)
            {
                return 0;
            }

            Words++;
            int place = PlaceOfKey();
            while (slots[place] != 0)
            {
                place = (place + 1) & slotMask;
            }

            slots[place] = (ushort)Words;
            Array.Copy(key, 0, entries, Words * wordsPerEntry, wordsPerEntry);
            return Words;
        }

        /// <summary>Adds the counts of all words to those that belong to them in the next table.</summary>
        public void PushTo(WordTable next)
        {
            ushort[] from = Counts;
            ushort[] to = next.Counts;
            int source = classes;
            for (int word = 1; word <= Words; word++)
            {
                int target = Next[word] * classes;
                for (int label = 0; label < classes; label++)
                {
                    to[target] += from[source];
                    target++;
                    source++;
                }
            }
        }

        /// <summary>Sets all counts to 0; the words stay.</summary>
        public void ClearCounts()
        {
            Array.Clear(Counts, 0, Counts.Length);
        }

        /// <summary>Gives up what does not fit, and its memory.</summary>
        public void Overflow()
        {
            Overflowed = true;
            Words = 0;
            entries = null;
            slots = null;
            Counts = null;
            Next = null;
        }

        /// <summary>Writes a word's bytes, least significant first, as many as its bits take.</summary>
        /// <returns>The place behind the last byte.</returns>
        public int PutWord(int number, byte[] target, int at)
        {
            int entry = number * wordsPerEntry;
            ulong value = 0UL;
            int left = Bits;
            for (int i = 0; left > 0; i++)
            {
                if ((i & 7) == 0)
                {
                    value = entries[entry + (i >> 3)];
                }

                target[at] = (byte)value;
                value >>= 8;
                at++;
                left -= 8;
            }

            return at;
        }

        private static int SlotBits(int bits, int capacity)
        {
            // Twice as many places as words, or one for every word there can be.
            int slotBits = 1;
            while (1 << slotBits < 2 * capacity && slotBits < bits)
            {
                slotBits++;
            }

            return slotBits;
        }

        private int CountKnownWide(byte[] rows, int offset, int rowBytes, byte[] labels, int from, int end)
        {
            while (from < end)
            {
                int number = Find(rows, offset);
                if (number == 0)
                {
                    return from;
                }

                Counts[number * classes + labels[from]]++;
                offset += rowBytes;
                from++;
            }

            return end;
        }

        private void ReadKey(byte[] rows, int at)
        {
            int last = wordsPerEntry - 1;
            for (int i = 0; i <= last; i++)
            {
                ulong word = BitConverter.ToUInt64(rows, at) >> shift;
                at += 8;
                if (shift != 0)
                {
                    word |= (ulong)rows[at] << (64 - shift);
                }

                key[i] = word;
            }

            key[last] &= mask;
        }

        private int PlaceOfKey()
        {
            ulong mixed = key[0];
            for (int i = 1; i < wordsPerEntry; i++)
            {
                mixed = (mixed ^ (mixed >> 29)) * GoldenMultiplier ^ key[i];
            }

            return (int)((mixed * multiplier) >> slotShift) & slotMask;
        }

        private bool IsKey(int number)
        {
            int at = number * wordsPerEntry;
            for (int i = 0; i < wordsPerEntry; i++)
            {
                if (entries[at + i] != key[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
