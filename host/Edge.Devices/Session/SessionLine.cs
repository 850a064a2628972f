using System.Diagnostics;
using Edge.Core.Protocol;
using Edge.Devices.Serial;
using Edge.Firmware;

namespace Edge.Devices.Session;

/// <summary>
/// Requests and their answers: one request at a time, repeated with growing waits until its answer comes, the device is found to have
/// restarted, or patience ends.
/// </summary>
internal sealed class SessionLine
{
    private const int MostBackoff = 8;

    // Frames with content grow by as much with every answer and are halved with every loss: on a bad line long ones seldom arrive whole.
    private const int FrameGrowth = 64;
    private const int FirstContentFrame = 512;
    private const int LeastContentFrame = 96;
    private readonly FrameWriter helloWriter = new(FrameLimits.FirstFrameBytes);
    private readonly ISerialLink link;
    private int contentFrame = FirstContentFrame;
    private readonly byte[] typeOf = new byte[1 + byte.MaxValue];
    private byte number;

    public SessionLine(ISerialLink link, SessionOptions options)
    {
        this.link = link;
        Options = options;
        Channel = new FrameChannel(link, Counters);
        Nonce = options.Nonce ?? BitConverter.ToUInt32(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(uint)));
        number = unchecked((byte)(Nonce >> 24));
    }

    public SessionOptions Options { get; }

    public SessionCounters Counters { get; } = new();

    public FrameChannel Channel { get; }

    /// <summary>The session nonce: tells this session's requests from those of another process.</summary>
    public uint Nonce { get; }

    /// <summary>Number of the last request begun; answers echo it.</summary>
    public byte Number => number;

    /// <summary>What the device last said of itself.</summary>
    public DeviceInfo Info { get; private set; } = null!;

    /// <summary>Code of the last <see cref="Reply.Refusal"/>.</summary>
    public int ErrorCode { get; private set; }

    /// <summary>Detail of the last <see cref="Reply.Refusal"/>.</summary>
    public uint ErrorDetail { get; private set; }

    /// <summary>True where the last refusal says that the device has not the model or the inputs: loading them again helps.</summary>
    public bool IsLoss =>
        ErrorCode == Edge.Core.Protocol.ErrorCode.NoModel || (ErrorCode == Edge.Core.Protocol.ErrorCode.NoInput && ErrorDetail != 3);

    /// <summary>Bytes that the body of a request with content should have now: what INFO allows, or less on a line that loses much.</summary>
    public int ContentBody => FrameLimits.LargestBody(Math.Min(contentFrame, Info.LargestFrame));

    /// <summary>Milliseconds to wait for an answer the first time: the device's, and the line's there and back.</summary>
    public int FirstWait(int requestBytes) =>
        Options.AnswerMilliseconds + Options.LineMilliseconds(requestBytes) + Options.LineMilliseconds(Info.LargestFrame);

    /// <summary>The wait after so many repetitions: doubled each time, up to eight-fold.</summary>
    public static int Backoff(int firstWait, int repetitions) => firstWait * Math.Min(MostBackoff, 1 << Math.Min(repetitions, 16));

    /// <summary>A moment so many milliseconds from now, on <see cref="Stopwatch.GetTimestamp"/>'s clock.</summary>
    public static long After(long milliseconds) => Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000);

    /// <summary>Starts a request in the channel's writer, with a number of its own.</summary>
    public FrameWriter Begin(byte type)
    {
        number = unchecked((byte)(number + 1));
        typeOf[number] = type;
        Channel.Writer.Begin(type, number);
        return Channel.Writer;
    }

    /// <summary>Says HELLO until the device answers.</summary>
    /// <exception cref="DeviceException">Nothing or garbage came in time, or the device speaks another version.</exception>
    public void Open(CancellationToken cancellation)
    {
        int wait = Options.AnswerMilliseconds + (2 * Options.LineMilliseconds(FrameLimits.FirstFrameBytes));
        long end = After(Options.HelloPatienceMilliseconds);
        do
        {
            if (Hello(wait, cancellation) is { } info)
            {
                Info = info;
                return;
            }

            Counters.RequestsRepeated++;
        }
        while (Stopwatch.GetTimestamp() < end);

        throw SessionFaults.NoHello(Channel, Counters, Options);
    }

    /// <summary>
    /// Sends the request begun with <see cref="Begin"/> and waits for its answer, repeating it as needed. Numbers come round after 256 requests,
    /// so that a late frame may bear this request's: an answer counts only where it begins with what it has to answer.
    /// </summary>
    /// <param name="answerType">Type of the answer.</param>
    /// <param name="answerLength">Least length of its body.</param>
    /// <param name="key">Bytes that the answer's body begins with.</param>
    /// <param name="workMilliseconds">What the device may need for it; added to each wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeviceException">No answer within the session's patience.</exception>
    public Reply Ask(byte answerType, int answerLength, byte[] key, int workMilliseconds, CancellationToken cancellation)
    {
        int length = Channel.Send(cancellation);
        byte asked = number;
        int firstWait = FirstWait(length);
        long end = After((long)Options.PatienceMilliseconds + (2L * workMilliseconds));
        for (int repetition = 0; ; repetition++)
        {
            long start = Stopwatch.GetTimestamp();

            // The device's work is waited for, but not doubled: on a line that loses much there would be too few requests left.
            Reply? reply = Await(asked, answerType, answerLength, key, After(Backoff(firstWait, repetition) + (long)workMilliseconds), cancellation);
            if (reply is { } came)
            {
                contentFrame = Math.Min(contentFrame + (repetition == 0 ? FrameGrowth : 0), FrameLimits.MostFrameBytes);
                return came;
            }

            contentFrame = Math.Max(LeastContentFrame, Math.Min(contentFrame, Info.LargestFrame) / 2);
            Counters.TimeLost += Stopwatch.GetElapsedTime(start);

            // A device that restarted may take only small frames now: HELLO tells.
            if ((repetition & 1) == 1 && Restarted(cancellation))
            {
                return Reply.Restart;
            }

            if (Stopwatch.GetTimestamp() >= end)
            {
                throw SessionFaults.Silent(Channel.Name, Options.PatienceMilliseconds + (2 * workMilliseconds));
            }

            Counters.RequestsRepeated++;
            Channel.SendAgain(length, cancellation);
        }
    }

    /// <summary>Asks HELLO once; true where the answer shows that the device has started anew.</summary>
    public bool Restarted(CancellationToken cancellation)
    {
        if (Hello(FirstWait(FrameLimits.FirstFrameBytes), cancellation) is not { } info)
        {
            return false;
        }

        bool restarted = info.BootNonce != Info.BootNonce;
        Counters.Restarts += restarted ? 1 : 0;
        Info = info;
        return restarted;
    }

    /// <summary>Looks at the channel's frame as an ERROR answer to a request.</summary>
    public bool IsRefusal(byte asked)
    {
        FrameReader frame = Channel.Frame;
        if (frame.Type != MessageType.Error || frame.Number != asked || frame.BodyLength < ErrorBody.Length)
        {
            return false;
        }

        if (!CanAnswer(typeOf[asked], frame.U8(ErrorBody.Code)))
        {
            return false;
        }

        ErrorCode = frame.U8(ErrorBody.Code);
        ErrorDetail = frame.U32(ErrorBody.Detail);
        return true;
    }

    /// <summary>
    /// True where firmware answers such a request with such an error (shared/README.md). One that it does not is late: an ERROR carries no
    /// key, and numbers come round.
    /// </summary>
    private static bool CanAnswer(byte request, int code) => code switch
    {
        Edge.Core.Protocol.ErrorCode.BadVersion => request == MessageType.Hello,
        Edge.Core.Protocol.ErrorCode.BadModel => request == MessageType.Load,
        Edge.Core.Protocol.ErrorCode.NoCount => request is MessageType.Count or MessageType.Histogram,
        Edge.Core.Protocol.ErrorCode.NoModel =>
            request is not (MessageType.Hello or MessageType.Stats or MessageType.LoadBegin or MessageType.InputBegin or MessageType.Input),
        Edge.Core.Protocol.ErrorCode.NoInput =>
            request is not (MessageType.Hello or MessageType.Stats or MessageType.LoadBegin or MessageType.Load or MessageType.InputBegin),
        Edge.Core.Protocol.ErrorCode.OutOfMemory or Edge.Core.Protocol.ErrorCode.OutOfRange =>
            request is not (MessageType.Hello or MessageType.Stats),
        _ => true,
    };

    private Reply? Await(byte asked, byte answerType, int answerLength, byte[] key, long deadline, CancellationToken cancellation)
    {
        FrameReader frame = Channel.Frame;
        while (Channel.Receive(deadline, cancellation))
        {
            if (frame.Type == answerType
                && frame.Number == asked
                && frame.BodyLength >= answerLength
                && frame.Message.AsSpan(FrameReader.BodyOffset, key.Length).SequenceEqual(key))
            {
                return Reply.Answer;
            }

            if (IsRefusal(asked))
            {
                return Reply.Refusal;
            }

            Counters.FramesStale++;
            if (Stopwatch.GetTimestamp() >= deadline)
            {
                break;
            }
        }

        return null;
    }

    private DeviceInfo? Hello(int wait, CancellationToken cancellation)
    {
        number = unchecked((byte)(number + 1));
        typeOf[number] = MessageType.Hello;
        helloWriter.Begin(MessageType.Hello, number);
        helloWriter.PutU8(FrameLimits.ProtocolVersion);
        helloWriter.PutU32(Nonce);
        int length = helloWriter.End();
        link.Write(helloWriter.Frame.AsSpan(0, length), cancellation);
        Counters.BytesSent += length;
        Counters.Requests++;
        Reply? reply = Await(number, MessageType.Info, 1, [], After(wait), cancellation);
        if (reply == Reply.Refusal)
        {
            throw SessionFaults.Refused(this, "HELLO");
        }

        if (reply is null)
        {
            return null;
        }

        int version = Channel.Frame.U8(InfoBody.ProtocolVersion);
        if (version != FrameLimits.ProtocolVersion)
        {
            throw SessionFaults.OtherVersion(Channel.Name, version);
        }

        DeviceInfo? info = DeviceInfo.Read(Channel.Frame);
        return info is null || info.Firmware.Major == FirmwareVersion.Major ? info : throw SessionFaults.OtherFirmware(Channel.Name, info);
    }
}
