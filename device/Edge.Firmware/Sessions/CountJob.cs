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
        private readonly LabelWindow labels = new LabelWindow();
        private CodeCounter counter;
        private byte[] packedRows;
        private HistogramWriter histograms;
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
            int bufferRows = run.Blocks != null ? LabelWindow.Rows : 1;
            try
            {
                packedRows = new byte[bufferRows * rowBytes + CodeCounter.Margin];
                byte[] scratch = new byte[HistogramWords.MostBytes(CodeCounter.MostWordBits, classes)];
                counter = CodeCounter.Create(run.Inference.Model, classes, newRows, HeapFor());
                histograms = counter == null ? null : new HistogramWriter(counter, scratch);
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
            int windowBytes = LabelWindow.Rows * labelBits >> 3;
            int done = 0;
            byte error = 0;
            histograms.Reopen();
            if (run.Blocks != null)
            {
                run.Blocks.Start(inputs);
            }

            while (done < count && error == 0 && board.Microseconds() - start < MostMicroseconds)
            {
                int some = count - done < LabelWindow.Rows ? count - done : LabelWindow.Rows;
                labels.Read(packed, offset, some, labelBits);
                offset += windowBytes;
                int beyond = labels.FirstBeyond(some, labelBits, counter.Classes);
                if (beyond < some)
                {
                    Detail = labels.Labels[beyond];
                    error = ErrorCode.OutOfRange;
                }
                else
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
            histograms.Put(writer, layer, firstWord, most, run.Inference.Model.RecordedLayers);
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
            histograms = null;
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

                counter.Count(packedRows, labels.Labels, done, some);
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
    }
}
