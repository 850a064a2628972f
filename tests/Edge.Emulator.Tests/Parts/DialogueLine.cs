using Edge.Core.Protocol;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Lines;

namespace Edge.Emulator.Tests.Parts;

/// <summary>
/// A host on the firmware's own thread: each request is sent when the one before has been answered whole. Thousands of requests take
/// seconds, and the counts of metered firmware do not depend on anything outside.
/// </summary>
public sealed class DialogueLine(IEnumerable<byte[]> requests, Action<Answer> answered) : Line
{
    private readonly IEnumerator<byte[]> next = requests.GetEnumerator();
    private readonly FrameReader reader = new(FrameLimits.MostFrameBytes);
    private bool listening;
    private bool asked;

    public override string Path => "dialogue";

    /// <summary>Boots firmware and returns when all requests are answered.</summary>
    public static void Run(FirmwareImage firmware, IEnumerable<byte[]> requests, Action<Answer> answered, int? bauds = null)
    {
        using DialogueLine line = new(requests, answered);
        string said = new EmulatedDevice(BoardModel.Find(BoardModel.Default), firmware, line, bauds: bauds).Run();
        Assert.Contains(nameof(EndOfStreamException), said);
    }

    /// <summary>A frame of up to 1024 bytes.</summary>
    public static byte[] Frame(byte type, Action<FrameWriter> body)
    {
        FrameWriter writer = new(1024);
        writer.Begin(type, 1);
        body(writer);
        return writer.Frame[..writer.End()];
    }

    /// <summary>The requests that load a model.</summary>
    public static IEnumerable<byte[]> Load(ulong id, byte[] content)
    {
        yield return Frame(MessageType.LoadBegin, w =>
        {
            w.PutU64(id);
            w.PutU32((uint)content.Length);
        });
        for (int offset = 0; offset < content.Length; offset += 960)
        {
            yield return Frame(MessageType.Load, w =>
            {
                w.PutU64(id);
                w.PutU32((uint)offset);
                w.PutBytes(content, offset, Math.Min(960, content.Length - offset));
            });
        }
    }

    /// <summary>The requests that load a block of packed rows, or make inputs count where there are none.</summary>
    public static IEnumerable<byte[]> Inputs(ulong id, byte mode, uint firstRow, int rows, byte[] packed)
    {
        yield return Frame(MessageType.InputBegin, w =>
        {
            w.PutU64(id);
            w.PutU8(mode);
            w.PutU32(firstRow);
            w.PutU16(rows);
            w.PutU32((uint)packed.Length);
            w.PutU32(Crc32.Of(packed, 0, packed.Length));
        });
        for (int offset = 0; offset < packed.Length; offset += 960)
        {
            yield return Frame(MessageType.Input, w =>
            {
                w.PutU64(id);
                w.PutU32(firstRow);
                w.PutU32((uint)offset);
                w.PutBytes(packed, offset, Math.Min(960, packed.Length - offset));
            });
        }
    }

    /// <summary>The request to run rows.</summary>
    public static byte[] Rows(ulong model, ulong inputs, uint firstRow, int rows) => Frame(MessageType.Run, w =>
    {
        w.PutU32(1);
        w.PutU64(model);
        w.PutU64(inputs);
        w.PutU32(firstRow);
        w.PutU16(rows);
    });

    public override int Read(Span<byte> buffer)
    {
        if (!listening || asked)
        {
            return 0;
        }

        if (!next.MoveNext())
        {
            throw new EndOfStreamException();
        }

        asked = true;
        next.Current.CopyTo(buffer);
        return next.Current.Length;
    }

    /// <summary>The first wait of the firmware is when it listens.</summary>
    public override void WaitForInput(int milliseconds) => listening = true;

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        byte[] piece = bytes.ToArray();
        for (int at = 0; at < piece.Length;)
        {
            at += reader.Take(piece, at, piece.Length - at);
            if (reader.Ready)
            {
                asked &= reader.Type == MessageType.Codes;
                int body = FrameReader.BodyOffset;
                answered(new Answer(reader.Type, reader.Number, reader.Message[body..(body + reader.BodyLength)]));
            }
        }

        return bytes.Length;
    }

    public override void Interrupt()
    {
    }

    public override void Acknowledge()
    {
    }

    public override void Dispose() => next.Dispose();
}
