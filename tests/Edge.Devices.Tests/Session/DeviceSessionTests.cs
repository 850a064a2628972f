using Edge.Core.Models;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

public class DeviceSessionTests
{
    private static readonly SessionOptions Options = new() { AnswerMilliseconds = 100 };
    private static readonly IntegerModel Szt = Networks.Binary(1, 12, 10, 8, 6, 4, 2);

    [LinuxFact]
    public void Open_Device_KnowsWhoItIs()
    {
        using DeviceStandIn device = new DeviceStandIn { LargestFrame = 512 }.Start();
        using DeviceSession session = Open(device);
        Assert.Equal("stand-in, firmware 0.2.3", session.Info.Description);
        Assert.Equal((512, 4096L, 100_000L), (session.Info.LargestFrame, session.Info.LargestInputBlock, session.Info.FreeHeap));
    }

    [LinuxFact]
    public void Run_Counting_EqualsReference()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Counting(12, 4096);
        Assert.True(inputs.IsCounting);
        CodeAssembler block = session.Run(new WireModel(Szt), inputs, 0, 4096, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(Szt, inputs), block.Rows.ToArray());
        Assert.Equal(4096, session.Counters.Rows);
        Assert.Equal(1, session.Counters.ModelsLoaded);
    }

    [LinuxFact]
    public void Run_ReportedMicroseconds_MakeRunsLastAsWished()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device, Options with { RunMicroseconds = 200_000 });
        InputSet inputs = Expected.Counting(12, 4096);
        session.Run(new WireModel(Szt), inputs, 0, 4096, null, CancellationToken.None);

        // The stand-in reports 1 ms per row whatever the clock says, so no run that follows the first guess is longer than 200 rows.
        Assert.InRange(device.RunLengths[0], 201, 1000);
        Assert.All(device.RunLengths.Skip(1), rows => Assert.InRange(rows, 1, 200));
    }

    [LinuxTheory]
    [InlineData(240, 300)]
    [InlineData(1024, 1000)]
    [InlineData(240, 7)]
    public void Run_Blocks_EqualsReference(int largestFrame, uint largestBlock)
    {
        IntegerModel model = Networks.Quantized(3, 4, 3, 50, 33, 9, 5);
        using DeviceStandIn device = new DeviceStandIn { LargestFrame = largestFrame, LargestInputBlock = largestBlock }.Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Random(7, model.Input, 333);
        CodeAssembler block = session.Run(new WireModel(model), inputs, 0, 333, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(model, inputs), block.Rows.ToArray());
    }

    [LinuxFact]
    public void Run_RowsWiderThanAFrame_ComeInPieces()
    {
        IntegerModel model = Networks.Quantized(5, 2, 8, 20, 300, 4);
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Random(8, model.Input, 70);
        CodeAssembler block = session.Run(new WireModel(model), inputs, 0, 70, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(model, inputs), block.Rows.ToArray());
    }

    [LinuxFact]
    public void Run_PartOfTheRows_GivesTheirNumbers()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Counting(12, 4096);
        WireModel model = new(Szt);
        CodeAssembler block = session.Run(model, inputs, 1000, 50, null, CancellationToken.None);
        Assert.Equal(Expected.Rows(Szt, inputs).AsSpan(1000 * model.RowBytes, 50 * model.RowBytes), block.Rows);
        Assert.Equal(1000, block.FirstRow);
    }

    [LinuxFact]
    public void Run_SeveralModels_EachIsLoadedOnce()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Counting(12, 512);
        for (int seed = 0; seed < 5; seed++)
        {
            IntegerModel model = Networks.Binary(seed, 12, 10, 8, 6, 4, 2);
            WireModel wire = new(model);
            byte[] expected = Expected.Rows(model, inputs);
            Assert.Equal(expected, session.Run(wire, inputs, 0, 256, null, CancellationToken.None).Rows.ToArray()
                .Concat(session.Run(wire, inputs, 256, 256, null, CancellationToken.None).Rows.ToArray()));
        }

        Assert.Equal(5, session.Counters.ModelsLoaded);
    }

    [LinuxFact]
    public void Run_Progress_EndsWithAllRows()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        List<int> seen = [];
        session.Run(
            new WireModel(Szt), Expected.Counting(12, 4096), 0, 4096, new Collector(seen), CancellationToken.None);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(4096, seen[^1]);
    }

    [LinuxFact]
    public void Run_Cancelled_Stops()
    {
        using DeviceStandIn device = new DeviceStandIn { SilentAfterCodes = 3 }.Start();
        using DeviceSession session = Open(device);
        using CancellationTokenSource source = new();
        Collector cancel = new([], source.Cancel);
        InputSet inputs = Expected.Counting(12, 4096);
        Assert.Throws<OperationCanceledException>(() => session.Run(new WireModel(Szt), inputs, 0, 4096, cancel, source.Token));
    }

    [LinuxFact]
    public void Run_InputsOfAnotherWidth_AreRefusedByName()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        DeviceException thrown = Assert.Throws<DeviceException>(
            () => session.Run(new WireModel(Szt), Expected.Counting(13, 4), 0, 4, null, CancellationToken.None));
        Assert.Contains("the data has 13 of 1 bits", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData(240)]
    [InlineData(2000)]
    public void Accumulators_Row_EqualReference(int largestFrame)
    {
        IntegerModel model = Networks.Quantized(6, 8, 8, 30, 120, 3);
        using DeviceStandIn device = new DeviceStandIn { LargestFrame = largestFrame }.Start();
        using DeviceSession session = Open(device);
        InputSet inputs = Expected.Random(9, model.Input, 20);
        int[][] got = session.Accumulators(new WireModel(model), inputs, 17, CancellationToken.None);
        int[][] expected = Edge.Core.Inference.ReferenceInference.NewAccumulators(model);
        Edge.Core.Inference.ReferenceInference.Run(
            model, Expected.Row(inputs, 17), Edge.Core.Inference.ReferenceInference.NewCodes(model), expected);
        Assert.Equal(expected, got);
    }

    [LinuxFact]
    public void Stats_AfterHello_CountsItsFrame()
    {
        using DeviceStandIn device = new DeviceStandIn().Start();
        using DeviceSession session = Open(device);
        DeviceStats stats = session.Stats(CancellationToken.None);
        Assert.Equal((session.Info.BootNonce, 90_000L), (stats.BootNonce, stats.FreeHeap));
        Assert.InRange(stats.FramesAccepted, 2u, (uint)session.Counters.Requests);
    }

    internal static DeviceSession Open(DeviceStandIn device, SessionOptions? options = null) =>
        DeviceSession.Open(SerialPorts.Open(device.Terminal.Path, BaudRate.Default), options ?? Options, CancellationToken.None);

    private sealed class Collector(List<int> seen, Action? each = null) : IProgress<int>
    {
        public void Report(int value)
        {
            seen.Add(value);
            each?.Invoke();
        }
    }
}
