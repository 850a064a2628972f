using System.Text;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Testing.Devices;

/// <summary>
/// A device behind a pseudo-terminal, made of the shared frames and the reference inference, on a thread of its own. Follows
/// shared/README.md; what a test wants to go wrong is set before or while it runs.
/// </summary>
public sealed partial class DeviceStandIn : IDisposable
{
    private readonly Thread thread;
    private readonly FrameReader reader = new(FrameLimits.MostFrameBytes);
    private readonly FrameWriter writer = new(FrameLimits.MostFrameBytes);
    private readonly byte[] buffer = new byte[4096];
    private readonly List<byte[]> oldFrames = [];
    private readonly StandInMemory memory = new();
    private volatile bool stopped;
    private int at;
    private int filled;
    private uint bootNonce = 1000;
    private int codesFrames;
    private uint rowsComputed;
    private uint computeMicroseconds;

    public DeviceStandIn()
    {
        thread = new Thread(Serve) { IsBackground = true, Name = "device stand-in" };
    }

    public PseudoTerminal Terminal { get; } = new();

    public int ProtocolVersion { get; init; } = FrameLimits.ProtocolVersion;

    /// <summary>Name of the board.</summary>
    public string Board { get; init; } = "stand-in";

    /// <summary>First number of the firmware's version; the others are 2 and 3.</summary>
    public int FirmwareMajor { get; init; }

    /// <summary>Answers BAD_VERSION instead of INFO.</summary>
    public bool RefusesVersion { get; init; }

    public int LargestFrame { get; init; } = FrameLimits.FirstFrameBytes;

    public uint LargestInputBlock { get; init; } = 4096;

    public LineNoise? NoiseIn { get; init; }

    public LineNoise? NoiseOut { get; init; }

    /// <summary>Resets the device after it has sent so many CODES frames in all, before RUN_DONE; each number once.</summary>
    public Queue<int> ResetAfterCodes { get; init; } = new();

    /// <summary>Resets after so many LOAD requests in all; each number once.</summary>
    public Queue<int> ResetAfterLoads { get; init; } = new();

    /// <summary>Forgets the model after so many LOAD requests in all, as if another host had loaded its own; each number once.</summary>
    public Queue<int> ForgetsAfterLoads { get; init; } = new();

    /// <summary>Forgets a block of inputs that takes more INPUT requests than so many.</summary>
    public int MostInputParts { get; init; } = int.MaxValue;

    /// <summary>Sends some of its oldest CODES frames again before every RUN.</summary>
    public bool RepeatsOldFrames { get; init; }

    /// <summary>Never computes: resets whenever it is asked to.</summary>
    public bool ResetsAtEveryRun { get; init; }

    /// <summary>Answers every RUN and ACCUMULATORS with NO_MODEL, though it was sent one.</summary>
    public bool LosesItsModel { get; init; }

    /// <summary>Stops answering after so many CODES frames.</summary>
    public int SilentAfterCodes { get; init; } = int.MaxValue;

    /// <summary>Hangs up after so many CODES frames.</summary>
    public int HangsUpAfterCodes { get; init; } = int.MaxValue;

    /// <summary>What a row takes by the device's own clock, in microseconds.</summary>
    public uint MicrosecondsPerRow { get; init; } = 1000;

    /// <summary>Changes every model that was loaded: the device then computes with another one than it was sent.</summary>
    public Action<IntegerModel>? Alters
    {
        get => memory.Alters;
        init => memory.Alters = value;
    }

    /// <summary>Answers LOAD_BEGIN with OUT_OF_MEMORY.</summary>
    public bool HasNoMemory { get; init; }

    /// <summary>Rows per RUN, as they came.</summary>
    public List<int> RunLengths { get; } = [];

    public int Loads { get; private set; }

    public DeviceStandIn Start()
    {
        thread.Start();
        return this;
    }

    public void Dispose()
    {
        stopped = true;
        thread.Join();
        Terminal.Dispose();
    }

    private void Serve()
    {
        while (!stopped)
        {
            if (NextRequest(20))
            {
                Answer();
            }
        }
    }

    private bool NextRequest(int milliseconds)
    {
        while (true)
        {
            while (at < filled)
            {
                at += reader.Take(buffer, at, filled - at);
                if (reader.Ready)
                {
                    return true;
                }
            }

            byte[] raw = new byte[1024];
            int count = Terminal.Read(raw, milliseconds);
            if (count == 0)
            {
                return false;
            }

            byte[] passed = NoiseIn is null ? raw[..count] : NoiseIn.Pass(raw.AsSpan(0, count));
            passed.CopyTo(buffer, 0);
            at = 0;
            filled = passed.Length;
        }
    }

    private void Answer()
    {
        byte number = reader.Number;
        if (codesFrames >= SilentAfterCodes)
        {
            return;
        }

        switch (reader.Type)
        {
            case MessageType.Hello when RefusesVersion:
                Error(number, ErrorCode.BadVersion, (uint)ProtocolVersion);
                break;
            case MessageType.Hello:
                Info(number);
                break;
            case MessageType.LoadBegin when HasNoMemory:
                Error(number, ErrorCode.OutOfMemory, reader.U32(LoadBeginBody.Size));
                break;
            case MessageType.LoadBegin:
                memory.BeginModel(reader.U64(LoadBeginBody.ModelId), (int)reader.U32(LoadBeginBody.Size));
                LoadState(number);
                break;
            case MessageType.Load:
                Load(number);
                break;
            case MessageType.InputBegin:
                inputParts = 0;
                memory.BeginInputs(reader);
                InputState(number);
                break;
            case MessageType.Input:
                Input(number);
                break;
            case MessageType.Run:
                Run(number);
                break;
            case MessageType.Stats:
                Stats(number);
                break;
            case MessageType.Accumulators:
                Accumulators(number);
                break;
            default:
                Error(number, ErrorCode.UnknownType, reader.Type);
                break;
        }
    }

    private void Reset()
    {
        bootNonce++;
        memory.Clear();
    }

    private void Info(byte number)
    {
        byte[] name = Encoding.ASCII.GetBytes(Board);
        writer.Begin(MessageType.Info, number);
        writer.PutU8(ProtocolVersion);
        writer.PutU8(FirmwareMajor);
        writer.PutU8(2);
        writer.PutU8(3);
        writer.PutU32(bootNonce);
        writer.PutU32(100_000);
        writer.PutU16(LargestFrame);
        writer.PutU32(LargestInputBlock);
        writer.PutU8(name.Length);
        writer.PutBytes(name, 0, name.Length);
        Send();
    }

    private void Stats(byte number)
    {
        writer.Begin(MessageType.StatsState, number);
        writer.PutU32(bootNonce);
        writer.PutU32(5000);
        writer.PutU32(90_000);
        writer.PutU32(reader.Accepted);
        writer.PutU32(reader.Dropped);
        writer.PutU32(rowsComputed);
        writer.PutU32(computeMicroseconds);
        Send();
    }

    private void Key(byte type, byte number, uint nonce, ulong modelId, ulong inputId, uint row)
    {
        writer.Begin(type, number);
        writer.PutU32(nonce);
        writer.PutU64(modelId);
        writer.PutU64(inputId);
        writer.PutU32(row);
    }

    private void Error(byte number, byte code, uint detail)
    {
        writer.Begin(MessageType.Error, number);
        writer.PutU8(code);
        writer.PutU32(detail);
        Send();
    }

    private void KeepOldFrame(byte[] frame)
    {
        if (RepeatsOldFrames && oldFrames.Count < 40)
        {
            oldFrames.Add(frame);
        }
    }

    private byte[] Send()
    {
        byte[] frame = writer.Frame[..writer.End()];
        Transmit(frame);
        return frame;
    }

    private void Transmit(byte[] frame) => Terminal.Write(NoiseOut is null ? frame : NoiseOut.Pass(frame));
}
