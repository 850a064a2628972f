using System.Diagnostics;
using Edge.Emulator.Lines;

namespace Edge.Emulator.Tests.Lines;

/// <summary>The device's end of a pseudo-terminal, with both ways to wait: poll is Linux's, select macOS's.</summary>
public class PseudoTerminalTests
{
    public static TheoryData<string> Waits => ["poll", "select"];

    [SkippableTheory]
    [MemberData(nameof(Waits))]
    public void BytesComeBothWays(string wait)
    {
        using PseudoTerminal line = Open(wait);
        using FileStream host = new(line.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        byte[] buffer = new byte[100];
        for (byte i = 1; i < 50; i++)
        {
            host.Write([i, 0, 255]);
            line.WaitForInput(-1);
            int count = 0;
            while (count < 3)
            {
                count += line.Read(buffer.AsSpan(count));
            }

            Assert.Equal([i, 0, 255], buffer[..3]);
            Assert.Equal(2, line.Write([i, 13]));
            host.ReadExactly(buffer.AsSpan(0, 2));
            Assert.Equal([i, 13], buffer[..2]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Waits))]
    public void NothingComes_TheWaitEnds(string wait)
    {
        using PseudoTerminal line = Open(wait);
        long start = Stopwatch.GetTimestamp();
        line.WaitForInput(60);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds > 50);
        Assert.Equal(0, line.Read(new byte[10]));
    }

    [SkippableTheory]
    [MemberData(nameof(Waits))]
    public void AnInterrupt_EndsTheWaitUntilItIsAcknowledged(string wait)
    {
        using PseudoTerminal line = Open(wait);
        Thread other = new(line.Interrupt);
        other.Start();
        line.WaitForInput(-1);
        other.Join();
        line.WaitForInput(-1);
        line.Acknowledge();
        long start = Stopwatch.GetTimestamp();
        line.WaitForInput(60);
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds > 50);
    }

    /// <summary>A full line holds its writer until the host reads, or an interrupt comes.</summary>
    [SkippableTheory]
    [MemberData(nameof(Waits))]
    public void AFullLine_WaitsForTheHost(string wait)
    {
        using PseudoTerminal line = Open(wait);
        byte[] bytes = new byte[1000];
        using FileStream host = new(line.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        Thread interrupter = new(() =>
        {
            Thread.Sleep(100);
            line.Interrupt();
        });
        interrupter.Start();
        int written = 0;
        int count;
        while ((count = line.Write(bytes)) > 0)
        {
            written += count;
        }

        interrupter.Join();
        line.Acknowledge();
        Assert.InRange(written, 1000, 1 << 20);
        Thread reader = new(() => host.ReadExactly(new byte[written]));
        reader.Start();
        while ((count = line.Write([7])) == 0)
        {
        }

        reader.Join();
        Assert.Equal(1, count);
        Assert.Equal(7, host.ReadByte());
    }

    private static PseudoTerminal Open(string wait)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a Linux pseudo-terminal");
        return new PseudoTerminal(wait == "poll" ? TerminalWait.Poll : TerminalWait.Select);
    }
}
