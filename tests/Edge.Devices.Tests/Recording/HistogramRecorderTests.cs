using System.Diagnostics;
using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Devices.Tests.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Testing;
using Edge.Testing.Devices;
using Xunit.Abstractions;

namespace Edge.Devices.Tests.Recording;

/// <summary>Histograms that the firmware counted in the emulator, against the codes that the same device sends.</summary>
public class HistogramRecorderTests(ITestOutputHelper output)
{
    private static readonly DeviceOptions Options = new() { Emulator = BuiltEmulator.Options };

    [Fact]
    public void Record_OnTheEmulator_GivesTheStreamedPoints()
    {
        IntegerModel model = Networks.Binary(1, 12, 10, 8, 6, 4, 2, 2);
        InputSet inputs = InputSet.Counting(12);
        CodeRows rows = new(RowCounterTests.Labels(inputs.Rows, 2, 1));
        using IDevice device = DeviceCatalog.Open(DeviceCatalog.Emulator, Options, CancellationToken.None);

        HistogramTable counted = HistogramRecorder.Record(device, model, inputs, rows, new CodeOrigin(), true, null, CancellationToken.None);
        long countedIn = device.Counters!.BytesReceived;
        long countedOut = device.Counters.BytesSent;
        using TemporaryFolder folder = new();
        CodeTable streamed = CodeRecorder.Record(
            device, model, inputs, rows, new CodeOrigin(), folder.File("a.edgecodes"), CodeRecorder.DefaultBlockRows, null, CancellationToken.None);

        Assert.Equal(PlaneCalculator.Points(streamed), PlaneCalculator.Points(counted));
        Assert.Equal(streamed.Origin, counted.Origin);
        long streamedIn = device.Counters.BytesReceived - countedIn;
        output.WriteLine($"counted: {countedIn} bytes in, {countedOut} out; streamed: {streamedIn} in");
        Assert.InRange(countedIn, 1, streamedIn / 4);
    }

    [Theory]
    [InlineData("emulator:esp32-rev3")]
    [InlineData("emulator:esp32-psram")]
    public void Record_MoreWordsThanTheHeapHolds_StreamsThoseLayers(string name)
    {
        IntegerModel model = Networks.Quantized(2, 8, 8, 12, 10, 7, 5, 2, 2);
        InputSet inputs = InputSet.Counting(12);
        CodeRows rows = new(RowCounterTests.Labels(inputs.Rows, 10, 1));
        CodeOrigin origin = new() { Classes = 10 };
        using IDevice device = DeviceCatalog.Open(name, Options, CancellationToken.None);
        using HostDevice host = new();

        HistogramTable table = HistogramRecorder.Record(device, model, inputs, rows, origin, false, null, CancellationToken.None);

        HistogramTable expected = HistogramRecorder.Record(host, model, inputs, rows, origin, true, null, CancellationToken.None);
        output.WriteLine(string.Join("; ", table.Layers.Select(layer => $"{layer.Name} {layer.Histogram.Distinct} {layer.Streamed ?? "counted"}")));
        Assert.All(expected.Layers.Zip(table.Layers), pair => Assert.True(pair.First.Histogram.SameAs(pair.Second.Histogram), pair.First.Name));
        bool small = name.EndsWith("rev3", StringComparison.Ordinal);
        Assert.Equal(small, table.Layers[0].Streamed is not null);
        Assert.Null(table.Layers[^1].Streamed);
        if (small)
        {
            DeviceException e = Assert.Throws<DeviceException>(
                () => HistogramRecorder.Record(device, model, inputs, rows, origin, true, null, CancellationToken.None));
            Assert.Contains("dense1: more distinct words", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>So small a heap holds the model, and then not even the least tables: all codes are sent, and the histograms are the same.</summary>
    [LinuxFact]
    public void Record_NoRoomForAnyTable_StreamsEveryLayer()
    {
        IntegerModel model = Networks.Binary(3, 12, 10, 8, 6, 4, 2);
        InputSet inputs = InputSet.Counting(12);
        CodeRows rows = new(RowCounterTests.Labels(inputs.Rows, 2, 1));
        CodeOrigin origin = new();
        ProcessStartInfo command = EmulatorCommand.Of(BuiltEmulator.Options);
        command.ArgumentList.Add("--heap");
        command.ArgumentList.Add("30000");
        using EmulatorProcess emulator = EmulatorProcess.Start(command, BuiltEmulator.Options.StartMilliseconds, CancellationToken.None);
        using SerialDevice device = SerialDevice.OpenPort(emulator.Port, new SessionOptions(), CancellationToken.None);
        using HostDevice host = new();

        HistogramTable table = HistogramRecorder.Record(device, model, inputs, rows, origin, false, null, CancellationToken.None);

        HistogramTable expected = HistogramRecorder.Record(host, model, inputs, rows, origin, true, null, CancellationToken.None);
        Assert.All(table.Layers, layer => Assert.Equal("the device has no memory for tables", layer.Streamed));
        Assert.Equal(expected.Layers.Count, table.Layers.Count);
        Assert.All(expected.Layers.Zip(table.Layers), pair => Assert.True(pair.First.Histogram.SameAs(pair.Second.Histogram), pair.First.Name));
        DeviceException e = Assert.Throws<DeviceException>(
            () => HistogramRecorder.Record(device, model, inputs, rows, origin, true, null, CancellationToken.None));
        Assert.Contains("dense1: the device has no memory for tables", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_OfficialRuntime_IsToldInOneLine()
    {
        using NanoClrFolder folder = new();
        IntegerModel model = Networks.Binary(3, 6, 5, 4, 2);
        InputSet inputs = InputSet.Counting(6);
        CodeRows rows = new(RowCounterTests.Labels(inputs.Rows, 2, 1));
        using IDevice device = DeviceCatalog.Open(folder.Name, Options, CancellationToken.None);
        DeviceException e = Assert.Throws<DeviceException>(
            () => HistogramRecorder.Record(device, model, inputs, rows, new CodeOrigin(), false, null, CancellationToken.None));
        Assert.Equal($"{folder.Name} does not count its own codes; record them instead: edge codes", e.Message);
    }
}
