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
        private readonly FrameSender sender;
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
            sender = new FrameSender(link);
            this.board = board;
            name = board.Name;
            bootNonce = board.BootNonce();
            started = board.Microseconds();
            model = new ModelSlot(board);
            run = new RunJob(board, writer, new FrameWriter(LargestFrame), sender, inputs);
            counting = new CountJob(board, run, inputs);
        }

        /// <summary>
        /// Answers what has come in, then computes one frame of a RUN in progress while the one before is sent. Returns false where there was nothing to do.
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

                    // The frame before may still be leaving the writer that the answer is built in.
                    sender.Finish();
                    Answer();
                }
            }

            if (run.Active)
            {
                run.SendFrame();
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
            sender.Send(writer.Frame, writer.End());
            sender.Finish();
        }
    }
}
