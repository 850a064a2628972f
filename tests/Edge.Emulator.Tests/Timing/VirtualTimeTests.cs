using System.Diagnostics;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Costs;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Parts;
using Edge.Emulator.Timing;

namespace Edge.Emulator.Tests.Timing;

/// <summary>Metered firmware lives in time that is counted: cost of instructions, bytes on the line, and sleep.</summary>
public sealed class VirtualTimeTests : IDisposable
{
    private const string Clock = "nanoFramework.Hardware.Esp32.HighResTimer.GetCurrent()";

    private const string Send =
        """
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(17, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_TX);
        nanoFramework.Hardware.Esp32.Configuration.SetPinFunction(16, nanoFramework.Hardware.Esp32.DeviceFunction.COM2_RX);
        var port = new System.IO.Ports.SerialPort("COM2", 115200);
        port.Open();
        port.Write(new byte[1152], 0, 1152);
        """;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void Sleep_IsOverAtOnce_AndCountsAsIdle()
    {
        (EmulatedDevice device, string said) = Run(
            $"ulong start = {Clock}; System.Threading.Thread.Sleep(3600000); throw new System.Exception((({Clock}) - start).ToString());");

        Assert.Contains("Exception: 36000000", said);
        Assert.Equal(3_600_000_000_000, ((VirtualClock)device.Clock).IdleNanoseconds);
    }

    [Fact]
    public void Computing_TakesItsCost()
    {
        (EmulatedDevice device, _) = Run("int s = 0; for (int i = 0; i < 1000; i++) { s += i; }");

        // ldc stloc ldc stloc br | 1000 times: ldloc ldloc add stloc, ldloc ldc add stloc | 1001 times: ldloc ldc blt | ret: one unit each,
        // the additions and the branches what the file says.
        double add = CostModel.Esp32.Classes[(int)InstructionClass.Arithmetic].Value;
        double branch = CostModel.Esp32.Classes[(int)InstructionClass.Branch].Value;
        double seconds = (4 + 6 * 1000 + 2 * 1001 + 2 * 1000 * add + (1 + 1001 + 1) * branch) / CostModel.Esp32.UnitsPerSecond.Value;
        Assert.Equal((long)(seconds * 1e9), ((VirtualClock)device.Clock).ComputeNanoseconds);
        Assert.Equal((ulong)(seconds * 1e6), device.Clock.Microseconds);
    }

    [Fact]
    public void BytesSent_TakeTenBitsEach_ButForThoseInTheFifo()
    {
        (EmulatedDevice device, _) = Run(Send);

        // 1152 bytes: 128 at once, 8 times 119 when 9 are left, then 72, with which the write returns while 81 are to be sent.
        long microseconds = ((VirtualClock)device.Clock).LineNanoseconds / 1000;
        Assert.InRange(microseconds, 92_960, 92_969);
        Assert.Equal(0, ((VirtualClock)device.Clock).IdleNanoseconds);
    }

    [Fact]
    public void APacedLine_TakesAtLeastItsTime()
    {
        ProfileCompiler.Build("class P { static void Main() { " + Send + " } }", path);
        EmulatedDevice device = new(BoardModel.Find(BoardModel.Default), FirmwareImage.Load(path), new MemoryLine([]), realTimeLine: true);
        long start = Stopwatch.GetTimestamp();

        device.Run();

        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 92);
    }

    [Fact]
    public void StatsAndCounts_DoNotDependOnTheHost()
    {
        (byte[] Stats, string Counts) eager = Session(hesitate: false);
        (byte[] Stats, string Counts) slow = Session(hesitate: true);

        Assert.Equal(eager.Stats, slow.Stats);
        Assert.Equal(eager.Counts, slow.Counts);
        Assert.Contains(" instructions (local ", eager.Counts);
        Assert.True(BitConverter.ToUInt32(eager.Stats, StatsStateBody.ComputeMicroseconds) > 4096 * 10);
    }

    [Fact]
    public void WithoutTheMeter_NothingIsCounted()
    {
        using EmulatorHost emulator = EmulatorHost.Start();
        emulator.Command("meter");
        emulator.CloseInput();

        Assert.Equal(0, emulator.WaitForExit());
        Assert.Contains("nothing is counted without --meter on", emulator.Errors());
    }

    public void Dispose() => File.Delete(path);

    private static (byte[] Stats, string Counts) Session(bool hesitate)
    {
        using EmulatorHost emulator = EmulatorHost.Start("--meter", "on");
        using PortAsker port = new(emulator.PortPath);
        DeviceClient device = new(port);
        IntegerModel model = Models.Binary(1, 12, 10, 8, 6, 4, 2, 2);
        Hesitate();
        ulong id = device.LoadModel(model);
        Hesitate();
        device.CountRows();
        Hesitate();
        byte[] codes = device.Run(id, DeviceClient.CountingSet, 0, 4096, Models.RowBytes(model));
        Assert.Equal(Models.Expected(model, Models.Counting(model), 0, 4096), codes);
        Hesitate();
        byte[] stats = device.Stats().Body;

        emulator.Command("meter");
        string counts = emulator.ErrorLine("instructions");
        return (stats, counts);

        void Hesitate()
        {
            if (hesitate)
            {
                Assert.False(port.TryReceive(TimeSpan.FromMilliseconds(30), out _));
            }
        }
    }

    private (EmulatedDevice Device, string Said) Run(string statements)
    {
        ProfileCompiler.Build("class P { static void Main() { " + statements + " } }", path);
        EmulatedDevice device = new(BoardModel.Find(BoardModel.Default), FirmwareImage.Load(path, metered: true), new MemoryLine([]));
        return (device, device.Run());
    }
}
