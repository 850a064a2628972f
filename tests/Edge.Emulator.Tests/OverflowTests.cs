using Edge.Core.Protocol;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>More arrives than the receive buffer holds, at the worst moment.</summary>
public class OverflowTests
{
    [Fact]
    public void AnOverflowBetweenTheCountAndTheRead_DoesNotStopTheDevice()
    {
        byte[] some = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        byte[] flood = Enumerable.Repeat((byte)0x55, 5000).ToArray();

        // The poll counts `some`; the read finds that the flood has driven it out, and waits for bytes that will not come.
        MemoryLine line = ScriptedDevice.Boot([some, flood, ScriptedDevice.Frame(MessageType.Stats, 1)]);

        Assert.True(line.Written.Wait(TimeSpan.FromSeconds(30)));
        FrameReader reader = new(FrameLimits.MostFrameBytes);
        byte[] output = line.Output.ToArray();
        reader.Take(output, 0, output.Length);
        Assert.True(reader.Ready);
        Assert.Equal(MessageType.StatsState, reader.Type);
    }
}
