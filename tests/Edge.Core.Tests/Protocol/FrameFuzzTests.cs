using Edge.Core.Protocol;
using Edge.Testing;

namespace Edge.Core.Tests.Protocol;

/// <summary>The frame reader against its definition: it takes what the definition takes, and nothing else.</summary>
public class FrameFuzzTests
{
    [Theory]
    [InlineData(1, FrameLimits.FirstFrameBytes)]
    [InlineData(2, 1024)]
    [InlineData(3, FrameLimits.MostFrameBytes)]
    public void Reader_FuzzedFrames_TakesThoseOfTheDefinition(int seed, int largestFrame)
    {
        const int Frames = 350_000;
        Random random = new(seed);
        byte[][] messages = [.. Enumerable.Range(0, 60).Select(i => Message(random, i))];
        FrameMutator mutator = new(seed, messages);
        ReferenceFrames reference = new();
        FrameReader reader = new(largestFrame);
        uint accepted = 0;
        uint dropped = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int frame = 0; frame < Frames; frame++)
        {
            mutator.Next(unchecked((byte)frame));
            (int taken, int lost) = reference.Count(mutator.Wire.AsSpan(0, mutator.WireBytes), largestFrame);
            accepted += (uint)taken;
            dropped += (uint)lost;
            for (int at = 0; at < mutator.WireBytes;)
            {
                at += reader.Take(mutator.Wire, at, mutator.WireBytes - at);
            }

            if (accepted != reader.Accepted || dropped != reader.Dropped)
            {
                Assert.Fail($"frame {frame}: {reader.Accepted} accepted and {reader.Dropped} dropped, {accepted} and {dropped} by definition");
            }
        }

        // Nothing per frame; the runtime itself takes some once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Frames / 10);
        Assert.True(accepted > Frames / 4 && dropped > Frames / 20, $"{accepted} accepted, {dropped} dropped");
    }

    private static byte[] Message(Random random, int index)
    {
        byte[] message = new byte[2 + (index % 3 == 0 ? random.Next(600) : random.Next(40))];
        random.NextBytes(message);
        if (index % 2 == 0)
        {
            // Zeros and their absence are what COBS turns on.
            Array.Fill(message, (byte)(index % 4 == 0 ? 0 : 255), 2, message.Length - 2);
        }

        return message;
    }
}
