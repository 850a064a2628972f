using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Testing;

namespace Edge.Core.Tests.Firmware;

/// <summary>The messages by which a host has one model run over a block of inputs, and the rows that must come.</summary>
internal sealed class HonestHost
{
    public const uint Nonce = 77;
    public const int FirstRow = 100;
    private const int LoadBytes = 200;
    private const int Classes = 3;
    private readonly FrameWriter writer = new(2048);

    /// <param name="model">The model.</param>
    /// <param name="inputSetId">Id of the inputs.</param>
    /// <param name="rows">Rows in their block.</param>
    /// <param name="seed">Decides the inputs.</param>
    /// <param name="anyBytes">True: the block is random bytes, codes above the largest one among them.</param>
    public HonestHost(IntegerModel model, ulong inputSetId, int rows, int seed, bool anyBytes = false)
    {
        byte[] content = ModelContentWriter.Write(model);
        ModelId = ModelIdentity.Id(ModelIdentity.Hash(content, 0, content.Length));
        InputSetId = inputSetId;
        Random random = new(seed);
        byte[][] inputs = [.. Enumerable.Range(0, rows).Select(_ => RandomModels.Row(random, model.Input))];
        byte[] block = [.. inputs.SelectMany(row => Packed(model.Input, row))];
        if (anyBytes)
        {
            random.NextBytes(block);
        }

        byte[][] codes = ReferenceInference.NewCodes(model);
        Rows = [.. inputs.SelectMany(row =>
        {
            ReferenceInference.Run(model, row, codes, null);
            return WireRows.Pack(model, codes);
        })];
        RowBytes = Rows.Length / rows;
        Messages =
        [
            Message(MessageType.Hello, [FrameLimits.ProtocolVersion, .. BitConverter.GetBytes(Nonce)]),
            Message(MessageType.LoadBegin, [.. BitConverter.GetBytes(ModelId), .. BitConverter.GetBytes(content.Length)]),
            .. content.Chunk(LoadBytes).Select((part, i) =>
                Message(MessageType.Load, [.. BitConverter.GetBytes(ModelId), .. BitConverter.GetBytes(i * LoadBytes), .. part])),
            Message(
                MessageType.InputBegin,
                [
                    .. BitConverter.GetBytes(InputSetId), InputMode.Block, .. BitConverter.GetBytes(FirstRow), .. BitConverter.GetBytes((ushort)rows),
                    .. BitConverter.GetBytes(block.Length), .. BitConverter.GetBytes(new ReferenceFrames().Crc(block)),
                ]),
            .. block.Chunk(LoadBytes).Select((part, i) => Message(
                MessageType.Input,
                [.. BitConverter.GetBytes(InputSetId), .. BitConverter.GetBytes(FirstRow), .. BitConverter.GetBytes(i * LoadBytes), .. part])),
            Message(MessageType.Accumulators, [.. Key(FirstRow), 0, 0, 0, 1]),
            Message(MessageType.Stats, []),
            Message(MessageType.CountBegin, [.. Key(FirstRow), .. BitConverter.GetBytes((ushort)rows), .. BitConverter.GetBytes((ushort)Classes)]),
            Message(MessageType.Count, [.. Key(FirstRow), .. BitConverter.GetBytes((ushort)rows), .. new byte[(rows + 3) / 4].Select(_ => (byte)0b10_01_00_01)]),
            Message(MessageType.Histogram, [.. Key(FirstRow + rows), 0, 0, 0, 0, 1]),
            Message(MessageType.Run, [.. Key(FirstRow), .. BitConverter.GetBytes((ushort)rows)]),
        ];
    }

    public ulong ModelId { get; }

    public ulong InputSetId { get; }

    /// <summary>Type, number 0, body; the last one is RUN for all rows.</summary>
    public IReadOnlyList<byte[]> Messages { get; }

    /// <summary>LOAD_BEGIN and INPUT_BEGIN for something else.</summary>
    public IReadOnlyList<byte[]> Others =>
    [
        Message(MessageType.LoadBegin, [.. BitConverter.GetBytes(~ModelId), .. BitConverter.GetBytes(1000)]),
        Message(MessageType.InputBegin, [.. BitConverter.GetBytes(~InputSetId), InputMode.Counting, .. new byte[14]]),
    ];

    /// <summary>What RUN must bring, row after row.</summary>
    public byte[] Rows { get; }

    public int RowBytes { get; }

    /// <summary>A message as a frame; the array is used again.</summary>
    public (byte[] Frame, int Bytes) FrameOf(byte[] message, byte number)
    {
        writer.Begin(message[0], number);
        writer.PutBytes(message, 2, message.Length - 2);
        return (writer.Frame, writer.End());
    }

    private static byte[] Packed(TensorFormat format, byte[] codes)
    {
        byte[] row = new byte[PackedCodes.RowBytes(format.Width, format.Bits)];
        for (int bit = 0; bit < format.Width * format.Bits; bit++)
        {
            row[bit >> 3] |= (byte)(((codes[bit / format.Bits] >> (bit % format.Bits)) & 1) << (bit & 7));
        }

        return row;
    }

    private static byte[] Message(byte type, byte[] body) => [type, 0, .. body];

    private byte[] Key(int row) =>
        [.. BitConverter.GetBytes(Nonce), .. BitConverter.GetBytes(ModelId), .. BitConverter.GetBytes(InputSetId), .. BitConverter.GetBytes(row)];
}
