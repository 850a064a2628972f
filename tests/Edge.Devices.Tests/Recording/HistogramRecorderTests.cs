using Edge.Core.Models;
using Edge.Devices.Recording;
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
}
