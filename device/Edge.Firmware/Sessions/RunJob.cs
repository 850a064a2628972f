using System;
using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Firmware.Boards;
using Edge.Firmware.Links;

namespace Edge.Firmware.Sessions
{
    /// <summary>
    /// A RUN in progress: rows computed and sent frame by frame, so that the host is heard in between. Rows are computed one by one, or 64
    /// at a time where the model allows and gains by it; frames are then cut from a block. A frame goes to the line while the next one is
    /// computed. The buffers are made when a model is complete; nothing is allocated per row.
    /// </summary>
    public sealed class RunJob
    {
        /// <summary>Most bytes of a packed row, since a piece of a row names its place in 16 bits.</summary>
        public const int LargestRow = 65535;

        /// <summary>True while frames remain to be sent.</summary>
        public bool Active;

        /// <summary>Rows computed and handed on since the start.</summary>
        public uint RowsComputed;

        /// <summary>Time spent computing since the start, in microseconds; wraps.</summary>
        public uint ComputeMicroseconds;

        private readonly Board board;
        private readonly FrameSender sender;
        private readonly InputSlot inputs;

        private FrameWriter writer;
        private FrameWriter other;
        private DeviceInference inference;
        private RowBlocks blocks;
        private byte[] packedRow;
        private int rowBytes;

        private byte number;
        private uint sessionNonce;
        private ulong modelId;
        private ulong inputSetId;
        private uint firstRow;
        private int rows;
        private int done;
        private int piece;
        private uint microseconds;

        /// <summary>A job that reads rows from inputs, builds its frames in two writers by turns, and sends them.</summary>
        public RunJob(Board board, FrameWriter writer, FrameWriter other, FrameSender sender, InputSlot inputs)
        {
            this.board = board;
            this.writer = writer;
            this.other = other;
            this.sender = sender;
            this.inputs = inputs;
        }

        /// <summary>The prepared model; null where there is none.</summary>
        public DeviceInference Inference
        {
            get { return inference; }
        }

        /// <summary>The prepared model for blocks of rows; null where rows are computed one by one.</summary>
        public RowBlocks Blocks
        {
            get { return blocks; }
        }

        /// <summary>Makes a model ready to run, in the heap that <see cref="HeapBudget"/> allows; null drops the one before.</summary>
        /// <exception cref="OutOfMemoryException">It does not fit the heap.</exception>
        public void Prepare(IntegerModel model)
        {
            Active = false;
            inference = null;
            blocks = null;
            packedRow = null;
            if (model == null)
            {
                return;
            }

            DeviceInference prepared = new DeviceInference(model, HeapBudget.ForSpeed(board.FreeHeap()));
            rowBytes = prepared.OutputRowBytes;
            blocks = RowBlocks.Create(prepared, HeapBudget.ForSpeed(board.FreeHeap()));
            packedRow = blocks != null ? blocks.Rows : new byte[rowBytes];
            inference = prepared;
        }

        /// <summary>Begins to run rows that the inputs offer through the prepared model.</summary>
        public void Start(
            byte requestNumber, uint nonce, ulong requestModelId, ulong requestInputSetId, uint requestFirstRow, int requestRows)
        {
            number = requestNumber;
            sessionNonce = nonce;
            modelId = requestModelId;
            inputSetId = requestInputSetId;
            firstRow = requestFirstRow;
            rows = requestRows;
            done = 0;
            piece = 0;
            microseconds = 0;
            if (blocks != null)
            {
                blocks.Start(inputs);
            }

            Active = true;
        }

        /// <summary>Computes what fits the next frame and sends it; after the last one nothing is left to send.</summary>
        public void SendFrame()
        {
            if (done == rows)
            {
                Active = false;
                BeginKeyed(MessageType.RunDone, firstRow, rows);
                writer.PutU32(microseconds);
                sender.Send(writer.Frame, writer.End());
                sender.Finish();
                return;
            }

            uint row = firstRow + (uint)done;
            writer.Begin(MessageType.Codes, number);
            int room = writer.Room - CodesBody.Length;
            if (rowBytes <= room)
            {
                PutRows(row, room);
            }
            else
            {
                PutPiece(row, room);
            }

            SendBuilt();
        }

        private void PutRows(uint row, int room)
        {
            int count = room / rowBytes;
            if (blocks != null && count > blocks.MostRows)
            {
                count = blocks.MostRows;
            }

            if (count > rows - done)
            {
                count = rows - done;
            }

            BeginKeyed(MessageType.Codes, row, count);
            writer.PutU16(0);
            if (blocks != null)
            {
                PutFromBlocks(row, count);
            }
            else
            {
                ComputeRows(row, count, writer.Message, writer.Reserve(count * rowBytes));
            }

            done += count;
            RowsComputed += (uint)count;
        }

        private void PutPiece(uint row, int room)
        {
            int offset = 0;
            if (blocks != null)
            {
                RequireInBlock(row);
                offset = blocks.OffsetOf(row);
            }
            else if (piece == 0)
            {
                ComputeRows(row, 1, packedRow, 0);
            }

            int bytes = rowBytes - piece;
            if (bytes > room)
            {
                bytes = room;
            }

            BeginKeyed(MessageType.Codes, row, 1);
            writer.PutU16(piece);
            writer.PutBytes(packedRow, offset + piece, bytes);
            piece += bytes;
            if (piece == rowBytes)
            {
                piece = 0;
                done++;
                RowsComputed++;
            }
        }

        private void SendBuilt()
        {
            writer.BeginEnd();
            int length;
            do
            {
                sender.Pump();
                length = writer.EndStep();
            }
            while (length == 0);

            sender.Send(writer.Frame, length);
            FrameWriter sent = writer;
            writer = other;
            other = sent;
        }

        /// <summary>Computes accumulators of one row and appends them to a message.</summary>
        public void PutAccumulators(FrameWriter message, uint row, int layer, int firstNeuron, int count)
        {
            int[] accumulators = inputs.Counts
                ? inference.AccumulateCounting(row, layer)
                : inference.Accumulate(inputs.Block, inputs.OffsetOf(row, inference.InputRowBytes), layer);
            for (int n = firstNeuron; n < firstNeuron + count; n++)
            {
                message.PutU32((uint)accumulators[n]);
            }
        }

        private void BeginKeyed(byte type, uint row, int count)
        {
            writer.Begin(type, number);
            writer.PutU32(sessionNonce);
            writer.PutU64(modelId);
            writer.PutU64(inputSetId);
            writer.PutU32(row);
            writer.PutU16(count);
        }

        private void PutFromBlocks(uint row, int count)
        {
            while (count > 0)
            {
                RequireInBlock(row);
                int there = blocks.From(row);
                if (there > count)
                {
                    there = count;
                }

                writer.PutBytes(packedRow, blocks.OffsetOf(row), there * rowBytes);
                row += (uint)there;
                count -= there;
            }
        }

        private void RequireInBlock(uint row)
        {
            if (blocks.From(row) == 0)
            {
                ulong start = board.Microseconds();
                blocks.Compute(inputs, row, rows - (int)(row - firstRow));
                AddTime(start);
                sender.Pump();
            }
        }

        private void ComputeRows(uint row, int count, byte[] target, int offset)
        {
            ulong start = board.Microseconds();
            for (int r = 0; r < count; r++)
            {
                if (inputs.Counts)
                {
                    inference.RunCounting(row, target, offset);
                }
                else
                {
                    inference.Run(inputs.Block, inputs.OffsetOf(row, inference.InputRowBytes), target, offset);
                }

                row++;
                offset += rowBytes;
                sender.Pump();
            }

            AddTime(start);
        }

        private void AddTime(ulong start)
        {
            uint spent = (uint)(board.Microseconds() - start);
            microseconds += spent;
            ComputeMicroseconds += spent;
        }
    }
}
