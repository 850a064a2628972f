using Edge.Emulator.Devices;
using FirmwareFifo = Edge.Firmware.Links.TransmitFifo;

namespace Edge.Emulator.Tests.Timing;

/// <summary>When a write returns, and that the firmware's guess of it, made by the clock alone, is right.</summary>
public sealed class TransmitFifoTests
{
    /// <summary>A byte takes 10 us, so that no time is rounded.</summary>
    private const int Bauds = 1_000_000;
    private const long Byte = 10_000;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(128, 0)]
    [InlineData(129, 119)]
    [InlineData(128 + 119, 119)]
    [InlineData(128 + 120, 2 * 119)]
    [InlineData(1024, 8 * 119)]
    public void AWrite_ReturnsWhenItsLastBytesAreInTheFifo(int count, int bytesSent)
    {
        TransmitFifo fifo = new();

        Assert.Equal(5000 + bytesSent * Byte, fifo.Write(count, 5000, Bauds));
        Assert.Equal(5000 + count * Byte, fifo.FreeAt);
    }

    [Fact]
    public void AWriteIntoAFullFifo_WaitsUntilFewerThanTenBytesAreLeft()
    {
        TransmitFifo fifo = new();
        fifo.Write(128, 0, Bauds);

        Assert.Equal(119 * Byte, fifo.Write(1, 0, Bauds));
        Assert.Equal(129 * Byte, fifo.FreeAt);
    }

    [Fact]
    public void AnIdleLine_BeginsAnew()
    {
        TransmitFifo fifo = new();
        fifo.Write(100, 0, Bauds);

        Assert.Equal(1_000_000_000, fifo.Write(128, 1_000_000_000, Bauds));
        Assert.Equal(1_000_000_000 + 128 * Byte, fifo.FreeAt);
    }

    /// <summary>Writes of any size at any time: what the firmware thinks fits never waits, and at most eight bytes more would have fitted.</summary>
    [Theory]
    [InlineData(115_200)]
    [InlineData(921_600)]
    [InlineData(Bauds)]
    public void WhatTheFirmwareThinksFits_Fits(int bauds)
    {
        Random random = new(bauds);
        TransmitFifo fifo = new();
        FirmwareFifo guess = new(bauds);
        long now = 0;
        for (int i = 0; i < 20_000; i++)
        {
            now += random.NextInt64(0, TransmitFifo.LineTime(100, bauds));
            int left = (int)Math.Ceiling(Math.Max(0, fifo.FreeAt - now) / (double)TransmitFifo.LineTime(1, bauds));
            int room = guess.Room((ulong)(now / 1000));
            Assert.InRange(room, 128 - left - 8, 128 - left);
            if (random.Next(10) > 0)
            {
                int fits = random.Next(0, Math.Max(0, room) + 1);
                Assert.Equal(now, fifo.Write(fits, now, bauds));
                guess.Add(fits);
                continue;
            }

            int count = random.Next(1, 1000);
            now = fifo.Write(count, now, bauds);
            guess.Add(count);
        }
    }
}
