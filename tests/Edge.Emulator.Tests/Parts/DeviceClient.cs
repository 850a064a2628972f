using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Core.Protocol;

namespace Edge.Emulator.Tests.Parts;

/// <summary>The host's side of the protocol, plainly: one request, its answers, no repeats.</summary>
public sealed class DeviceClient(PortAsker asker)
{
    public const uint Nonce = 0xC0FFEE;
    public const ulong CountingSet = 0x1234567890ABCDEF;

    private readonly FrameWriter writer = new(FrameLimits.FirstFrameBytes);
    private byte number;

    public static byte[] ContentOf(IntegerModel model) => ModelContentWriter.Write(model);

    public static ulong IdOf(byte[] content) => LittleEndian.ReadU64(SHA256.HashData(content), 0);

    /// <summary>Sends a request and returns the first answer, which must carry its number.</summary>
    public Answer Ask(byte type, Action<FrameWriter>? body = null)
    {
        Send(type, body);
        Answer answer = asker.Receive();
        Assert.Equal(number, answer.Number);
        return answer;
    }

    /// <summary>Sends a request without waiting.</summary>
    public void Send(byte type, Action<FrameWriter>? body = null)
    {
        number = unchecked((byte)(number + 1));
        writer.Begin(type, number);
        body?.Invoke(writer);
        asker.SendRaw(writer.Frame[..writer.End()]);
    }

    public Answer Receive() => asker.Receive();

    public Answer Hello(int version = FrameLimits.ProtocolVersion) => Ask(MessageType.Hello, w =>
    {
        w.PutU8(version);
        w.PutU32(Nonce);
    });

    public Answer LoadBegin(ulong id, uint size) => Ask(MessageType.LoadBegin, w =>
    {
        w.PutU64(id);
        w.PutU32(size);
    });

    public Answer Load(ulong id, uint offset, byte[] bytes) => Ask(MessageType.Load, w =>
    {
        w.PutU64(id);
        w.PutU32(offset);
        w.PutBytes(bytes, 0, bytes.Length);
    });

    /// <summary>Loads a model whole and returns its id and the last answer.</summary>
    public (ulong Id, Answer Last) LoadContent(byte[] content)
    {
        ulong id = IdOf(content);
        Answer answer = LoadBegin(id, (uint)content.Length);
        for (int offset = 0; offset < content.Length && answer.Type == MessageType.LoadState; offset += 200)
        {
            answer = Load(id, (uint)offset, content[offset..Math.Min(content.Length, offset + 200)]);
        }

        return (id, answer);
    }

    /// <summary>Loads a model that must be taken.</summary>
    public ulong LoadModel(IntegerModel model)
    {
        (ulong id, Answer last) = LoadContent(ContentOf(model));
        Assert.Equal(MessageType.LoadState, last.Type);
        Assert.Equal(1, last.U8(LoadStateBody.Complete));
        return id;
    }

    public Answer InputBegin(ulong set, byte mode, uint firstRow, int rows, byte[] packed) => Ask(MessageType.InputBegin, w =>
    {
        w.PutU64(set);
        w.PutU8(mode);
        w.PutU32(firstRow);
        w.PutU16(rows);
        w.PutU32((uint)packed.Length);
        w.PutU32(Crc32.Of(packed, 0, packed.Length));
    });

    public Answer Input(ulong set, uint firstRow, uint offset, byte[] bytes) => Ask(MessageType.Input, w =>
    {
        w.PutU64(set);
        w.PutU32(firstRow);
        w.PutU32(offset);
        w.PutBytes(bytes, 0, bytes.Length);
    });

    public void CountRows() => Assert.Equal(MessageType.InputState, InputBegin(CountingSet, InputMode.Counting, 0, 0, []).Type);

    public void LoadBlock(ulong set, uint firstRow, int rows, byte[] packed)
    {
        Answer answer = InputBegin(set, InputMode.Block, firstRow, rows, packed);
        for (int offset = 0; offset < packed.Length; offset += 200)
        {
            answer = Input(set, firstRow, (uint)offset, packed[offset..Math.Min(packed.Length, offset + 200)]);
        }

        Assert.Equal(MessageType.InputState, answer.Type);
        Assert.Equal(1, answer.U8(InputStateBody.Complete));
    }

    public void SendRun(ulong model, ulong set, uint firstRow, int rows) => Send(MessageType.Run, w =>
    {
        w.PutU32(Nonce);
        w.PutU64(model);
        w.PutU64(set);
        w.PutU32(firstRow);
        w.PutU16(rows);
    });

    public Answer AskRun(ulong model, ulong set, uint firstRow, int rows)
    {
        SendRun(model, set, firstRow, rows);
        return Receive();
    }

    /// <summary>Runs rows and returns their packed codes, [rows][rowBytes] in one array.</summary>
    public byte[] Run(ulong model, ulong set, uint firstRow, int rows, int rowBytes)
    {
        byte[] codes = new byte[rows * rowBytes];
        bool[] there = new bool[codes.Length];
        SendRun(model, set, firstRow, rows);
        for (Answer answer = Receive(); ; answer = Receive())
        {
            Assert.Equal(number, answer.Number);
            Assert.Equal(Nonce, answer.U32(CodesBody.SessionNonce));
            Assert.Equal(model, answer.U64(CodesBody.ModelId));
            Assert.Equal(set, answer.U64(CodesBody.InputSetId));
            if (answer.Type == MessageType.RunDone)
            {
                Assert.Equal(RunDoneBody.Length, answer.Body.Length);
                Assert.Equal(firstRow, answer.U32(RunDoneBody.FirstRow));
                Assert.Equal(rows, answer.U16(RunDoneBody.Rows));
                Assert.DoesNotContain(false, there);
                return codes;
            }

            Assert.Equal(MessageType.Codes, answer.Type);
            int count = answer.Body.Length - CodesBody.Length;
            int at = (int)(answer.U32(CodesBody.FirstRow) - firstRow) * rowBytes + answer.U16(CodesBody.ByteOffset);
            if (answer.U16(CodesBody.ByteOffset) == 0 && count >= rowBytes)
            {
                Assert.Equal(count, answer.U16(CodesBody.Rows) * rowBytes);
            }
            else
            {
                Assert.Equal(1, answer.U16(CodesBody.Rows));
            }

            answer.Body.AsSpan(CodesBody.Bytes).CopyTo(codes.AsSpan(at));
            Array.Fill(there, true, at, count);
        }
    }

    public Answer Stats() => Ask(MessageType.Stats);

    public Answer Accumulators(ulong model, ulong set, uint row, int layer, int firstNeuron, int count) =>
        Ask(MessageType.Accumulators, w =>
        {
            w.PutU32(Nonce);
            w.PutU64(model);
            w.PutU64(set);
            w.PutU32(row);
            w.PutU8(layer);
            w.PutU16(firstNeuron);
            w.PutU8(count);
        });
}
