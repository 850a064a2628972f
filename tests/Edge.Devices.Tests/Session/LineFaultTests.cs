using System.Text;
using Edge.Core.Models;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

/// <summary>What a bad line, a restarting device or the wrong port does to a session.</summary>
public class LineFaultTests
{
    private static readonly SessionOptions Quick = new() { AnswerMilliseconds = 30, PatienceMilliseconds = 10_000, RunMicroseconds = 100_000 };
    private static readonly IntegerModel Szt = Networks.Binary(1, 12, 10, 8, 6, 4, 2);

    [LinuxTheory]
    [InlineData(1, 0.0002)]
    [InlineData(49, 0.0002)]
    [InlineData(2, 0.001)]
    [InlineData(3, 0.003)]
    public void Run_NoisyLine_EveryRowEqualsReference(int seed, double perByte)
    {
        LineNoise noiseIn = new(seed, perByte);
        LineNoise noiseOut = new(seed + 100, perByte);
        using DeviceStandIn device = new DeviceStandIn { NoiseIn = noiseIn, NoiseOut = noiseOut }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 2048);

        // Which frames are hit depends on how fast both ends are: the rows are run until codes were among them.
        int passes = 0;
        do
        {
            CodeAssembler block = session.Run(new WireModel(Szt), inputs, 0, 2048, null, CancellationToken.None);
            Assert.Equal(Expected.Rows(Szt, inputs), block.Rows.ToArray());
            passes++;
        }
        while (passes < 50 && (session.Counters.FramesDamaged == 0 || session.Counters.RowsAskedAgain == 0));

        Assert.Equal(passes * 2048, session.Counters.Rows);
        Assert.True(noiseOut.Hits > 0);
        Assert.True(session.Counters.FramesDamaged > 0);
        Assert.True(session.Counters.RowsAskedAgain > 0);
        Assert.True(session.Counters.AnyTrouble);
    }

    [LinuxFact]
    public void Run_NoisyLineWithBlocksAndPieces_EveryRowEqualsReference()
    {
        IntegerModel model = Networks.Quantized(5, 2, 8, 20, 300, 4);
        DeviceStandIn noisy = new() { NoiseIn = new(11, 0.001), NoiseOut = new(12, 0.001), LargestInputBlock = 60 };
        using DeviceStandIn device = noisy.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Random(8, model.Input, 50);
        CodeAssembler block = session.Run(new WireModel(model), inputs, 0, 50, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(model, inputs), block.Rows.ToArray());
    }

    [LinuxFact]
    public void Run_FramesOfOlderModels_ChangeNothing()
    {
        using DeviceStandIn device = new DeviceStandIn { RepeatsOldFrames = true }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 512);
        for (int seed = 0; seed < 3; seed++)
        {
            IntegerModel model = Networks.Binary(seed, 12, 10, 8, 6, 4, 2);
            CodeAssembler block = session.Run(new WireModel(model), inputs, 0, 512, null, CancellationToken.None);
            Assert.Equal(Expected.Rows(model, inputs), block.Rows.ToArray());
        }

        Assert.True(session.Counters.FramesStale > 0);
        Assert.True(session.Counters.RowsDoubled > 0);
    }

    [LinuxFact]
    public void Run_DeviceResetsInTheMiddle_IsLoadedAgainAndGoesOn()
    {
        using DeviceStandIn device = new DeviceStandIn { ResetAfterCodes = new([5, 40, 70]) }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 2048);
        CodeAssembler block = session.Run(new WireModel(Szt), inputs, 0, 2048, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(Szt, inputs), block.Rows.ToArray());
        Assert.Equal(3, session.Counters.Restarts);
        Assert.Equal(4, session.Counters.ModelsLoaded);
        Assert.Equal(2048, session.Counters.Rows);
    }

    [LinuxFact]
    public void Run_DeviceResetsDuringUpload_IsLoadedAgain()
    {
        using DeviceStandIn device = new DeviceStandIn { ResetAfterLoads = new([2, 5]) }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 64);
        CodeAssembler block = session.Run(new WireModel(Szt), inputs, 0, 64, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(Szt, inputs), block.Rows.ToArray());
        Assert.Equal(2, session.Counters.Restarts);
    }

    /// <summary>Another host keeps loading its own model: as often as the device may restart, it may lose what it was sent.</summary>
    [LinuxFact]
    public void Run_ModelLostAgainAndAgain_IsLoadedUntilItStays()
    {
        using DeviceStandIn device = new DeviceStandIn { ForgetsAfterLoads = new([1, 2, 3, 4]) }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 64);
        CodeAssembler block = session.Run(new WireModel(Szt), inputs, 0, 64, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(Szt, inputs), block.Rows.ToArray());
        Assert.Equal(0, session.Counters.Restarts);
    }

    /// <summary>A block whose upload is lost each time is sent in smaller ones.</summary>
    [LinuxFact]
    public void Run_LargeBlocksLostAgainAndAgain_GoInSmallerOnes()
    {
        IntegerModel model = Networks.Quantized(5, 2, 8, 20, 30, 4);
        using DeviceStandIn device = new DeviceStandIn { MostInputParts = 2, LargestInputBlock = 16_384 }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Random(8, model.Input, 2000);
        CodeAssembler block = session.Run(new WireModel(model), inputs, 0, 2000, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(model, inputs), block.Rows.ToArray());
        Assert.Equal(0, session.Counters.Restarts);
    }

    [LinuxFact]
    public void Run_InputsNeverStay_GivesUpWithOneLine()
    {
        IntegerModel model = Networks.Quantized(5, 2, 8, 20, 30, 4);
        using DeviceStandIn device = new DeviceStandIn { MostInputParts = 0 }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Random(8, model.Input, 50);
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => session.Run(new WireModel(model), inputs, 0, 50, null, CancellationToken.None));
        Assert.Contains("says 5 times that it lost the model or inputs it was sent, without a restart", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Run_DeviceResetsAtEveryRun_GivesUpWithOneLine()
    {
        using DeviceStandIn device = new DeviceStandIn { ResetsAtEveryRun = true }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 64);
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => session.Run(new WireModel(Szt), inputs, 0, 64, null, CancellationToken.None));
        Assert.Contains("restarted 5 times without computing a row", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Requests_DeviceAlwaysLosesItsModel_GiveUpWithOneLine()
    {
        using DeviceStandIn device = new DeviceStandIn { LosesItsModel = true }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        WireModel model = new(Szt);
        InputSet inputs = Expected.Counting(12, 64);
        DeviceException thrown = Assert.Throws<DeviceException>(() => session.Run(model, inputs, 0, 64, null, CancellationToken.None));
        Assert.Contains("says 5 times that it lost the model", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<DeviceException>(() => session.Accumulators(model, inputs, 0, CancellationToken.None));
        Assert.Contains("says 5 times that it lost the model", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Run_DeviceFallsSilent_GivesUpWithinItsPatience()
    {
        using DeviceStandIn device = new DeviceStandIn { SilentAfterCodes = 20 }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick with { PatienceMilliseconds = 300 });
        InputSet inputs = Expected.Counting(12, 4096);
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => session.Run(new WireModel(Szt), inputs, 0, 4096, null, CancellationToken.None));
        Assert.Contains("stopped answering", thrown.Message, StringComparison.Ordinal);
        Assert.True(session.Counters.Rows > 0);
    }

    [LinuxFact]
    public void Run_DeviceIsUnplugged_SaysSo()
    {
        using DeviceStandIn device = new DeviceStandIn { HangsUpAfterCodes = 10 }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        InputSet inputs = Expected.Counting(12, 4096);
        SerialPortException thrown = Assert.Throws<SerialPortException>(
            () => session.Run(new WireModel(Szt), inputs, 0, 4096, null, CancellationToken.None));
        Assert.Equal(SerialFault.HungUp, thrown.Fault);
    }

    [LinuxFact]
    public void Run_DeviceWithoutMemory_NamesTheBytes()
    {
        using DeviceStandIn device = new DeviceStandIn { HasNoMemory = true }.Start();
        using DeviceSession session = DeviceSessionTests.Open(device, Quick);
        WireModel model = new(Szt);
        InputSet inputs = Expected.Counting(12, 64);
        DeviceException thrown = Assert.Throws<DeviceException>(() => session.Run(model, inputs, 0, 64, null, CancellationToken.None));
        Assert.Contains($"it needs {model.HeapBytes} bytes of heap and stand-in has 100000 free; ", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_OtherVersion_NamesBoth(bool refuses)
    {
        using DeviceStandIn device = new DeviceStandIn { ProtocolVersion = 2, RefusesVersion = refuses }.Start();
        DeviceException thrown = Assert.Throws<DeviceException>(() => DeviceSessionTests.Open(device, Quick));
        Assert.Contains("speaks protocol version 2, this edge version 1", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_Silence_NamesThePortAndTheDebugPort()
    {
        using PseudoTerminal terminal = new();
        DeviceException thrown = Assert.Throws<DeviceException>(() => OpenBriefly(terminal));
        Assert.Contains(terminal.Path + " answers nothing at 921600 baud within 0.2 s", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("debug port", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Open_BootMessages_AreShownInHexAndText()
    {
        using PseudoTerminal terminal = new();
        using CancellationTokenSource done = new();
        Thread talker = new(() =>
        {
            byte[] buffer = new byte[256];
            while (!done.IsCancellationRequested)
            {
                if (terminal.Read(buffer, 20) > 0)
                {
                    terminal.Write(Encoding.ASCII.GetBytes("rst:0x1 (POWERON)\r\n"));
                }
            }
        });
        talker.Start();
        DeviceException thrown = Assert.Throws<DeviceException>(() => OpenBriefly(terminal));
        done.Cancel();
        talker.Join();
        Assert.Contains("72 73 74 3a 30 78 31", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("rst:0x1 (POWERON)", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("debug port is the usual mistake", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [LinuxFact]
    public void Open_EndlessTalk_EndsInTime()
    {
        using PseudoTerminal terminal = new();
        using CancellationTokenSource done = new();
        byte[] flood = [.. Enumerable.Range(0, 2000).Select(i => (byte)((i * 7) & 255))];
        Thread talker = new(() =>
        {
            while (!done.IsCancellationRequested)
            {
                terminal.Write(flood);
            }
        });
        talker.Start();
        DeviceException thrown = Assert.Throws<DeviceException>(() => OpenBriefly(terminal));
        done.Cancel();

        // The closed port no longer takes bytes from the talker's last write.
        using ISerialLink drain = SerialPorts.Open(terminal.Path, BaudRate.Default);
        byte[] buffer = new byte[65536];
        while (talker.IsAlive)
        {
            drain.Read(buffer, 10, CancellationToken.None);
        }

        Assert.Contains("no frames of Edge", thrown.Message, StringComparison.Ordinal);
    }

    private static void OpenBriefly(PseudoTerminal terminal) => DeviceSession.Open(
        SerialPorts.Open(terminal.Path, BaudRate.Default), Quick with { HelloPatienceMilliseconds = 200 }, CancellationToken.None);
}
