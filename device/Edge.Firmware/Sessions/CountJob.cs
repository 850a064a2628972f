using System;
using Edge.Core.Histograms;
using Edge.Core.Inference;
using Edge.Core.Protocol;
using Edge.Firmware.Boards;

namespace Edge.Firmware.Sessions
{
    /// <summary>
    /// A counting in progress: the device runs rows and counts their code words per label instead of sending them. Rows are counted strictly in
    /// order, each once: a request names the row it begins with, and one that does not begin with the next row counts nothing. Tables are made
    /// when a counting begins; nothing is allocated per row. Calls return 0 or an <see cref="ErrorCode"/>.
    /// </summary>
    public sealed class CountJob
    {
        /// <summary>A request counts no more rows when it has lasted so long: the device then hears its host.</summary>
        private const ulong MostMicroseconds = 100000;

        /// <summary>Rows whose labels are unpacked at a time.</summary>
        private const int WindowRows = 64;

        /// <summary>Drawn by the host for this counting.</summary>
        public uint Nonce;

        /// <summary>The model whose codes are counted.</summary>
        public ulong ModelId;

        /// <summary>The inputs it is run on.</summary>
        public ulong InputSetId;

        /// <summary>The row that is counted next.</summary>
        public uint NextRow;

        /// <summary>Time spent computing and counting, in microseconds; wraps.</summary>
        public uint Microseconds;

        /// <summary>What belongs to the last error code returned.</summary>
        public uint Detail;

        private readonly Board board;
        private readonly RunJob run;
        private readonly InputSlot inputs;
        private readonly byte[] labels = new byte[WindowRows];
        private readonly ulong[] labelWord = new ulong[1];
        private CodeCounter counter;
        private byte[] packedRows;
        private byte[] scratch;
        private uint[] crcs;
        private bool settled;
        private uint firstRow;
        private int rows;

        /// <summary>A job that runs rows of inputs through the prepared model.</summary>
        public CountJob(Board board, RunJob run, InputSlot inputs)
        {
            this.board = board;
            this.run = run;
            this.inputs = inputs;
        }

        /// <summary>Bits of a label in a request of this counting.</summary>
        public int LabelBits
        {
            get { return CodeCounter.LabelBits(counter.Classes); }
        }

        /// <summary>Begins to count rows of the loaded model, unless it is the counting that is in progress.</summary>
        public byte Begin(uint nonce, ulong modelId, ulong inputSetId, uint newFirstRow, int newRows, int classes)
        {
            if (newRows == 0 || classes == 0 || classes > CodeCounter.MostClasses)
            {
                Detail = newRows == 0 ? 0u : (uint)classes;
                return ErrorCode.OutOfRange;
            }

            if (IsOf(nonce, modelId, inputSetId) && newFirstRow == firstRow && newRows == rows && classes == counter.Classes)
            {
                return 0;
            }

            Forget();
            int rowBytes = run.Inference.OutputRowBytes;
            int bufferRows = run.Blocks != null ? WindowRows : 1;
            try
            {
                packedRows = new byte[bufferRows * rowBytes + CodeCounter.Margin];
                scratch = new byte[HistogramWords.MostBytes(CodeCounter.MostWordBits, classes)];
                counter = CodeCounter.Create(run.Inference.Model, classes, newRows, HeapFor());
                crcs = counter == null ? null : new uint[counter.Tables.Length];
            }
            catch (OutOfMemoryException)
            {
                counter = null;
            }

            if (counter == null)
            {
                Forget();
                Detail = (uint)CodeCounter.HeapBytes(run.Inference.Model, classes, 1);
                return ErrorCode.OutOfMemory;
            }

            Nonce = nonce;
            ModelId = modelId;
            InputSetId = inputSetId;
            firstRow = newFirstRow;
            NextRow = newFirstRow;
            rows = newRows;
            Microseconds = 0;
            return 0;
        }

        /// <summary>Says whether this is the counting in progress.</summary>
        public byte Requires(uint nonce, ulong modelId, ulong inputSetId)
        {
            if (IsOf(nonce, modelId, inputSetId))
            {
                return 0;
            }

            Detail = counter == null ? 0u : 1u;
            return ErrorCode.NoCount;
        }

        /// <summary>Says whether rows from <see cref="NextRow"/> on belong to this counting.</summary>
        public byte Offers(int count)
        {
            uint done = NextRow - firstRow;
            if (count != 0 && (uint)count <= (uint)rows - done)
            {
                return 0;
            }

            Detail = (uint)count;
            return ErrorCode.OutOfRange;
        }

        /// <summary>Counts rows from <see cref="NextRow"/> on, as many as there is time for, 1 or more.</summary>
        /// <param name="count">Rows whose labels are there; the inputs hold them.</param>
        /// <param name="packed">Packed labels.</param>
        /// <param name="offset">First byte of the first row's label.</param>
        public byte Count(int count, byte[] packed, int offset)
        {
            ulong start = board.Microseconds();
            int labelBits = LabelBits;
            int windowBytes = WindowRows * labelBits >> 3;
            int done = 0;
            byte error = 0;
            settled = false;
            if (run.Blocks != null)
            {
                run.Blocks.Start(inputs);
            }

            while (done < count && error == 0 && board.Microseconds() - start < MostMicroseconds)
            {
                int some = count - done < WindowRows ? count - done : WindowRows;
                ReadLabels(packed, offset, some, labelBits);
                offset += windowBytes;
                error = CheckLabels(some, labelBits);
                if (error == 0)
                {
                    done += CountWindow(some, count - done, start);
                }
            }

            uint spent = (uint)(board.Microseconds() - start);
            Microseconds += spent;
            run.RowsComputed += (uint)done;
            run.ComputeMicroseconds += spent;
            return error;
        }

        /// <summary>Appends sections of words to a message, from a word of a layer on, as far as there is room.</summary>
        /// <param name="writer">The message.</param>
        /// <param name="layer">Recorded layer, from 0.</param>
        /// <param name="firstWord">Word of that layer, from 0.</param>
        /// <param name="most">Bytes wanted; one word comes in any case.</param>
        public void PutSections(FrameWriter writer, int layer, int firstWord, int most)
        {
            Settle();
            int keep = writer.Room > most ? writer.Room - most : 0;
            int layers = run.Inference.Model.RecordedLayers;
            bool whole = PutSection(writer, layer, firstWord, keep, true);
            while (layer + 1 < layers && whole && writer.Room - keep >= HistogramSection.Length)
            {
                layer++;
                whole = PutSection(writer, layer, 0, keep, false);
            }
        }

        /// <summary>Number of words that a layer has; 0 where they are not counted.</summary>
        public int WordsOf(int layer)
        {
            WordTable table = counter.TableOf(layer);
            return table == null ? 0 : table.Words;
        }

        /// <summary>Drops the counting and its memory.</summary>
        public void Forget()
        {
            counter = null;
            packedRows = null;
            scratch = null;
            crcs = null;
            settled = false;
            Nonce = 0;
            ModelId = 0;
            InputSetId = 0;
        }

        private bool IsOf(uint nonce, ulong modelId, ulong inputSetId)
        {
            return counter != null && nonce == Nonce && modelId == ModelId && inputSetId == InputSetId;
        }

        // A block of inputs is kept free for others; what is counted now has its own already, or counts.
        private int HeapFor()
        {
            return HeapBudget.ForSpeed(board.FreeHeap() + HeapBudget.LargestInputBlock);
        }

        private void ReadLabels(byte[] packed, int offset, int count, int labelBits)
        {
            if (labelBits == 1)
            {
                PackedCodes.ReadBits(packed, offset, count, labelWord);
                PackedCodes.BitsToCodes(labelWord, count, labels);
                return;
            }

            PackedCodes.ReadCodes(packed, offset, count, labelBits, labels);
        }

        private byte CheckLabels(int count, int labelBits)
        {
            int classes = counter.Classes;
            if (classes == 1 << labelBits)
            {
                return 0;
            }

            for (int i = 0; i < count; i++)
            {
                if (labels[i] >= classes)
                {
                    Detail = labels[i];
                    return ErrorCode.OutOfRange;
                }
            }

            return 0;
        }

        // Returns how many rows it counted: all, unless time is over.
        private int CountWindow(int count, int most, ulong start)
        {
            int rowBytes = run.Inference.OutputRowBytes;
            RowBlocks blocks = run.Blocks;
            int done = 0;
            while (done < count)
            {
                int some = 1;
                if (blocks == null)
                {
                    if (done > 0 && board.Microseconds() - start >= MostMicroseconds)
                    {
                        return done;
                    }

                    Compute(NextRow);
                }
                else
                {
                    if (blocks.From(NextRow) == 0)
                    {
                        blocks.Compute(inputs, NextRow, most - done);
                    }

                    some = blocks.From(NextRow);
                    if (some > count - done)
                    {
                        some = count - done;
                    }

                    Array.Copy(blocks.Rows, blocks.OffsetOf(NextRow), packedRows, 0, some * rowBytes);
                }

                counter.Count(packedRows, labels, done, some);
                done += some;
                NextRow += (uint)some;
            }

            return done;
        }

        private void Compute(uint row)
        {
            if (inputs.Counts)
            {
                run.Inference.RunCounting(row, packedRows, 0);
            }
            else
            {
                run.Inference.Run(inputs.Block, inputs.OffsetOf(row, run.Inference.InputRowBytes), packedRows, 0);
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
