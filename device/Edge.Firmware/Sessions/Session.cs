using System;
using Edge.Core.Protocol;
using Edge.Firmware.Boards;
using Edge.Firmware.Links;

namespace Edge.Firmware.Sessions
{
    /// <summary>
    /// The device's side of the wire protocol (shared/README.md): every request is answered, and can be repeated. Between the frames of a
    /// RUN the line is heard; any sound request ends the RUN.
    /// </summary>
    public sealed partial class Session
    {
        /// <summary>Largest frame both ways in bytes, as INFO reports it: half the receive buffer.</summary>
        public const int LargestFrame = Link.ReceiveBufferBytes / 2;

        private readonly Link link;
        private readonly Board board;
        private readonly string name;
        private readonly uint bootNonce;
        private readonly ulong started;
        private readonly byte[] received = new byte[Link.ReceiveBufferBytes];
        private readonly FrameReader reader = new FrameReader(LargestFrame);
        private readonly FrameWriter writer = new FrameWriter(LargestFrame);
        private readonly ModelSlot model;
        private readonly InputSlot inputs = new InputSlot();
        private readonly RunJob run;
        private readonly CountJob counting;

        /// <summary>A session as it is after a reset: without model and inputs.</summary>
        public Session(Link link, Board board)
        {
            this.link = link;
            this.board = board;
            name = board.Name;
            bootNonce = board.BootNonce();
            started = board.Microseconds();
            model = new ModelSlot(board);
            run = new RunJob(board, writer, inputs);
            counting = new CountJob(board, run, inputs);
        }

        /// <summary>
        /// Answers what has come in, then computes and sends one frame of a RUN in progress. Returns false where there was nothing to do.
        /// </summary>
        public bool Step()
        {
            int count = link.Read(received, 0, received.Length);
            int at = 0;
            while (at < count)
            {
                at += reader.Take(received, at, count - at);
                if (reader.Ready)
                {
                    run.Active = false;
                    Answer();
                }
            }

            if (run.Active)
            {
                link.Write(writer.Frame, 0, run.NextFrame());
                return true;
            }

            return count > 0;
        }

        private void Answer()
        {
            switch (reader.Type)
            {
                case MessageType.Hello:
                    Hello();
                    break;
                case MessageType.LoadBegin:
                    LoadBegin();
                    break;
                case MessageType.Load:
                    Load();
                    break;
                case MessageType.InputBegin:
                    InputBegin();
                    break;
                case MessageType.Input:
                    Input();
                    break;
                case MessageType.Run:
                    Run();
                    break;
                case MessageType.Stats:
                    Stats();
                    break;
                case MessageType.Accumulators:
                    Accumulators();
                    break;
                case MessageType.CountBegin:
                    CountBegin();
                    break;
                case MessageType.Count:
                    Count();
                    break;
                case MessageType.Histogram:
                    Histogram();
                    break;
                default:
                    Error(ErrorCode.UnknownType, reader.Type);
                    break;
            }
        }

        private void Hello()
        {
            if (!HasLength(HelloBody.Length))
            {
                return;
            }

            if (reader.U8(HelloBody.ProtocolVersion) != FrameLimits.ProtocolVersion)
            {
                Error(ErrorCode.BadVersion, FrameLimits.ProtocolVersion);
                return;
            }

            writer.Begin(MessageType.Info, reader.Number);
            writer.PutU8(FrameLimits.ProtocolVersion);
            writer.PutU8(FirmwareVersion.Major);
            writer.PutU8(FirmwareVersion.Minor);
            writer.PutU8(FirmwareVersion.Patch);
            writer.PutU32(bootNonce);
            writer.PutU32(board.FreeHeap());
            writer.PutU16(LargestFrame);
            writer.PutU32(InputSlot.LargestBlock);
            writer.PutU8(name.Length);
            for (int i = 0; i < name.Length; i++)
            {
                writer.PutU8(name[i]);
            }

            writer.PutU8(Abilities.Counts);
            Send();
        }

        private void LoadBegin()
        {
            if (!HasLength(LoadBeginBody.Length))
            {
                return;
            }

            ulong id = reader.U64(LoadBeginBody.ModelId);
            uint size = reader.U32(LoadBeginBody.Size);
            if (size != 0 && !model.Holds(id, size))
            {
                // Before room is made for the new one: the heap need not hold both.
                run.Prepare(null);
                counting.Forget();
            }

            LoadState(model.Begin(id, size));
        }

        private void Load()
        {
            if (!HasAtLeast(LoadBody.Length))
            {
                return;
            }

            bool before = model.Model != null;
            byte error = model.Add(
                reader.U64(LoadBody.ModelId),
                reader.U32(LoadBody.Offset),
                reader.Message,
                FrameReader.BodyOffset + LoadBody.Bytes,
                reader.BodyLength - LoadBody.Length);
            if (!before && model.Model != null)
            {
                error = PrepareRuns();
            }

            LoadState(error);
        }

        private byte PrepareRuns()
        {
            try
            {
                run.Prepare(model.Model);
                return 0;
            }
            catch (OutOfMemoryException)
            {
                uint size = model.NextOffset;
                run.Prepare(null);
                model.Forget();
                model.Detail = size;
                return ErrorCode.OutOfMemory;
            }
        }

        private void LoadState(byte error)
        {
            if (error != 0)
            {
                Error(error, model.Detail);
                return;
            }

            writer.Begin(MessageType.LoadState, reader.Number);
            writer.PutU64(model.Id);
            writer.PutU32(model.NextOffset);
            writer.PutU8(model.Model != null ? 1 : 0);
            Send();
        }

        private void InputBegin()
        {
            if (!HasLength(InputBeginBody.Length))
            {
                return;
            }

            if (reader.U64(InputBeginBody.InputSetId) != counting.InputSetId)
            {
                // Its memory may be wanted for the other set.
                counting.Forget();
            }

            InputState(inputs.Begin(
                reader.U64(InputBeginBody.InputSetId),
                (byte)reader.U8(InputBeginBody.Mode),
                reader.U32(InputBeginBody.FirstRow),
                reader.U16(InputBeginBody.Rows),
                reader.U32(InputBeginBody.Size),
                reader.U32(InputBeginBody.Crc)));
        }

        private void Input()
        {
            if (!HasAtLeast(InputBody.Length))
            {
                return;
            }

            InputState(inputs.Add(
                reader.U64(InputBody.InputSetId),
                reader.U32(InputBody.FirstRow),
                reader.U32(InputBody.Offset),
                reader.Message,
                FrameReader.BodyOffset + InputBody.Bytes,
                reader.BodyLength - InputBody.Length));
        }

        private void InputState(byte error)
        {
            if (error != 0)
            {
                Error(error, inputs.Detail);
                return;
            }

            writer.Begin(MessageType.InputState, reader.Number);
            writer.PutU64(inputs.Id);
            writer.PutU32(inputs.FirstRow);
            writer.PutU32(inputs.NextOffset);
            writer.PutU8(inputs.Complete ? 1 : 0);
            Send();
        }

        private void Run()
        {
            if (!HasLength(RunBody.Length))
            {
                return;
            }

            uint firstRow = reader.U32(RunBody.FirstRow);
            int rows = reader.U16(RunBody.Rows);
            if (!CanRun(reader.U64(RunBody.ModelId), reader.U64(RunBody.InputSetId), firstRow, rows))
            {
                return;
            }

            if (run.Inference.OutputRowBytes > RunJob.LargestRow)
            {
                Error(ErrorCode.OutOfRange, (uint)run.Inference.OutputRowBytes);
                return;
            }

            run.Start(reader.Number, reader.U32(RunBody.SessionNonce), model.Id, inputs.Id, firstRow, rows);
        }

        private void Accumulators()
        {
            if (!HasLength(AccumulatorsBody.Length))
            {
                return;
            }

            uint row = reader.U32(AccumulatorsBody.Row);
            if (!CanRun(reader.U64(AccumulatorsBody.ModelId), reader.U64(AccumulatorsBody.InputSetId), row, 1))
            {
                return;
            }

            int layer = reader.U8(AccumulatorsBody.Layer);
            int first = reader.U16(AccumulatorsBody.FirstNeuron);
            int count = reader.U8(AccumulatorsBody.Count);
            if (layer >= model.Model.Layers.Length)
            {
                Error(ErrorCode.OutOfRange, (uint)layer);
                return;
            }

            if (count == 0 || first + count > model.Model.Layers[layer].Output.Width)
            {
                Error(ErrorCode.OutOfRange, count == 0 ? 0u : (uint)(first + count - 1));
                return;
            }

            writer.Begin(MessageType.AccumulatorValues, reader.Number);
            if (AccumulatorValuesBody.Length + 4 * count > writer.Room)
            {
                Error(ErrorCode.OutOfRange, (uint)count);
                return;
            }

            writer.PutBytes(reader.Message, FrameReader.BodyOffset, AccumulatorsBody.Length);
            run.PutAccumulators(row, layer, first, count);
            Send();
        }

        private bool CanRun(ulong modelId, ulong inputSetId, uint firstRow, int rows)
        {
            if (model.Model == null || model.Id != modelId)
            {
                Error(ErrorCode.NoModel, model.Named ? 1u : 0u);
                return false;
            }

            if (rows == 0)
            {
                Error(ErrorCode.OutOfRange, 0);
                return false;
            }

            byte error = inputs.Offers(inputSetId, firstRow, rows, run.Inference);
            if (error != 0)
            {
                Error(error, inputs.Detail);
            }

            return error == 0;
        }

        private void Stats()
        {
            if (!HasLength(0))
            {
                return;
            }

            writer.Begin(MessageType.StatsState, reader.Number);
            writer.PutU32(bootNonce);
            writer.PutU32((uint)((board.Microseconds() - started) / 1000UL));
            writer.PutU32(board.FreeHeap());
            writer.PutU32(reader.Accepted);
            writer.PutU32(reader.Dropped);
            writer.PutU32(run.RowsComputed);
            writer.PutU32(run.ComputeMicroseconds);
            Send();
        }

        private bool HasLength(int bytes)
        {
            if (reader.BodyLength == bytes)
            {
                return true;
            }

            Error(ErrorCode.BadLength, (uint)reader.BodyLength);
            return false;
        }

        private bool HasAtLeast(int bytes)
        {
            return reader.BodyLength >= bytes || HasLength(bytes);
        }

        private void Error(byte code, uint detail)
        {
            writer.Begin(MessageType.Error, reader.Number);
            writer.PutU8(code);
            writer.PutU32(detail);
            Send();
        }

        private void Send()
        {
            link.Write(writer.Frame, 0, writer.End());
        }
    }
}
