using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>The firmware makes its buffers when a model is loaded and allocates nothing per row or frame.</summary>
public class AllocationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARun_AllocatesNothing(bool binary)
    {
        IntegerModel model = binary ? Models.Binary(1, 12, 10, 8, 6, 4, 2) : Models.EightBit(2, 1, 12, 10, 7, 5, 4, 3, 2);
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        List<byte[]> script = [];
        Add(script, MessageType.LoadBegin, w =>
        {
            w.PutU64(id);
            w.PutU32((uint)content.Length);
        });
        for (int offset = 0; offset < content.Length; offset += 200)
        {
            int count = Math.Min(200, content.Length - offset);
            Add(script, MessageType.Load, w =>
            {
                w.PutU64(id);
                w.PutU32((uint)offset);
                w.PutBytes(content, offset, count);
            });
        }

        Add(script, MessageType.InputBegin, w =>
        {
            w.PutU64(5);
            w.PutU8(InputMode.Counting);
            w.PutBytes(new byte[14], 0, 14);
        });
        Add(script, MessageType.Run, w =>
        {
            w.PutU32(1);
            w.PutU64(id);
            w.PutU64(5);
            w.PutU32(0);
            w.PutU16(4096);
        });

        MemoryLine line = ScriptedDevice.Boot([.. script]);
        Assert.True(line.Idle.Wait(TimeSpan.FromSeconds(30)));

        // Every request but the last has one answer; what follows are the frames of the RUN.
        long[] allocated = line.AllocatedAtWrites[(script.Count - 1)..].ToArray();
        Assert.Equal(Models.RowBytes(model) * 4096, CodeBytes(line.Output));
        Assert.True(allocated.Length > 10);
        Assert.Equal(allocated[1], allocated[^1]);
    }

    private static void Add(List<byte[]> script, byte type, Action<FrameWriter> body) =>
        script.Add(ScriptedDevice.Frame(type, (byte)script.Count, body));

    private static int CodeBytes(ReadOnlySpan<byte> output)
    {
        FrameReader reader = new(FrameLimits.MostFrameBytes);
        byte[] bytes = output.ToArray();
        int total = 0;
        for (int at = 0; at < bytes.Length;)
        {
            at += reader.Take(bytes, at, bytes.Length - at);
            if (reader.Ready && reader.Type == MessageType.Codes)
            {
                total += reader.BodyLength - CodesBody.Length;
            }
        }

        return total;
    }
}
