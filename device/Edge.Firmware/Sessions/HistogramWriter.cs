using Edge.Core.Histograms;
using Edge.Core.Inference;
using Edge.Core.Protocol;

namespace Edge.Firmware.Sessions
{
    /// <summary>Writes what was counted into messages: sections of words and their counts, layer by layer.</summary>
    public sealed class HistogramWriter
    {
        private readonly CodeCounter counter;
        private readonly byte[] scratch;
        private readonly uint[] crcs;
        private bool settled;

        /// <summary>A writer of a counter's tables.</summary>
        /// <param name="counter">The counter.</param>
        /// <param name="scratch">Room for the longest word and its counts.</param>
        public HistogramWriter(CodeCounter counter, byte[] scratch)
        {
            this.counter = counter;
            this.scratch = scratch;
            crcs = new uint[counter.Tables.Length];
        }

        /// <summary>To be called before more is counted.</summary>
        public void Reopen()
        {
            settled = false;
        }

        /// <summary>Appends sections of words to a message, from a word of a layer on, as far as there is room.</summary>
        /// <param name="writer">The message.</param>
        /// <param name="layer">Recorded layer, from 0.</param>
        /// <param name="firstWord">Word of that layer, from 0.</param>
        /// <param name="most">Bytes wanted; one word comes in any case.</param>
        /// <param name="layers">Number of recorded layers.</param>
        public void Put(FrameWriter writer, int layer, int firstWord, int most, int layers)
        {
            Settle();
            int keep = writer.Room > most ? writer.Room - most : 0;
            bool whole = PutSection(writer, layer, firstWord, keep, true);
            while (layer + 1 < layers && whole && writer.Room - keep >= HistogramSection.Length)
            {
                layer++;
                whole = PutSection(writer, layer, 0, keep, false);
            }
        }

        private void Settle()
        {
            if (settled)
            {
                return;
            }

            counter.Spread();
            for (int i = 0; i < crcs.Length; i++)
            {
                crcs[i] = HistogramWords.Crc(counter.Tables[i], counter.Classes, scratch);
            }

            settled = true;
        }

        // Returns true where the rest of the layer's words is in the message.
        private bool PutSection(FrameWriter writer, int layer, int firstWord, int keep, bool oneAtLeast)
        {
            int place = 0;
            while (place < counter.Tables.Length && counter.Tables[place].Layer != layer)
            {
                place++;
            }

            WordTable table = place < counter.Tables.Length ? counter.Tables[place] : null;
            writer.PutU8(layer);
            writer.PutU8(table == null ? LayerState.TooWide : table.Overflowed ? LayerState.Overflowed : LayerState.Counted);
            int words = table == null ? 0 : table.Words;
            writer.PutU16(words);
            writer.PutU32(table == null ? 0u : crcs[place]);
            writer.PutU16(firstWord);
            int countAt = writer.Reserve(2);
            int put = 0;
            while (firstWord + put < words)
            {
                int bytes = HistogramWords.Put(table, counter.Classes, firstWord + put + 1, scratch, 0);
                if (bytes > writer.Room - keep && !(oneAtLeast && put == 0))
                {
                    break;
                }

                writer.PutBytes(scratch, 0, bytes);
                put++;
            }

            LittleEndian.WriteU16(writer.Message, countAt, put);
            return firstWord + put == words;
        }
    }
}
