using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Session;

namespace Edge.Devices.Tests.Faults;

/// <summary>The frames by which a host that knows nothing of this one loads its own model and counting inputs.</summary>
internal static class OtherHost
{
    private const int PartBytes = 200;

    public static IReadOnlyList<byte[]> Loading(IntegerModel model)
    {
        WireModel wire = new(model);
        List<byte[]> frames = [];
        FrameWriter writer = new(FrameLimits.FirstFrameBytes);
        writer.Begin(MessageType.LoadBegin, 200);
        writer.PutU64(wire.Id);
        writer.PutU32((uint)wire.Content.Length);
        Add();
        for (int at = 0; at < wire.Content.Length; at += PartBytes)
        {
            writer.Begin(MessageType.Load, 201);
            writer.PutU64(wire.Id);
            writer.PutU32((uint)at);
            writer.PutBytes(wire.Content, at, Math.Min(PartBytes, wire.Content.Length - at));
            Add();
        }

        writer.Begin(MessageType.InputBegin, 202);
        writer.PutU64(4711);
        writer.PutBytes(new byte[InputBeginBody.Length - InputBeginBody.Mode], 0, InputBeginBody.Length - InputBeginBody.Mode);
        Add();
        return frames;

        void Add() => frames.Add(writer.Frame[..writer.End()]);
    }
}
