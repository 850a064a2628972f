using System.Diagnostics;
using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing;
using Edge.Testing.Devices;
using Edge.Testing.Devices.Faults;

namespace Edge.Devices.Tests.Emulation;

/// <summary>The real firmware in the real emulator, through its serial port, against the host.</summary>
public class EmulatorDeviceTests
{
    private static readonly DeviceOptions Options = new() { Emulator = BuiltEmulator.Options };

    [Fact]
    public void Record_Counting_EqualsHost()
    {
        using IDevice emulator = DeviceCatalog.Open(DeviceCatalog.Emulator, Options, CancellationToken.None);
        using IDevice host = DeviceCatalog.Open(DeviceCatalog.Host, Options, CancellationToken.None);
        InputSet inputs = InputSet.Counting(12);
        for (int seed = 0; seed < 3; seed++)
        {
            IntegerModel binary = Networks.Binary(seed, 12, 10, 8, 6, 4, 2);
            IntegerModel quantized = Networks.Quantized(seed, 8, 8, 12, 10, 7, 5, 4, 3, 2);
            AssertEqual(host, emulator, binary, inputs);
            AssertEqual(host, emulator, quantized, inputs);
        }

        Assert.Equal(6, emulator.Counters!.ModelsLoaded);
        Assert.Equal(6 * 4096, emulator.Counters.Rows);
    }

    [Fact]
    public void Record_RandomModels_EqualsHost()
    {
        using IDevice emulator = DeviceCatalog.Open(DeviceCatalog.Emulator, Options, CancellationToken.None);
        using IDevice host = new HostDevice();
        for (int seed = 0; seed < 40; seed++)
        {
            IntegerModel model = RandomModels.Create(seed, maxWidth: 70);
            AssertEqual(host, emulator, model, Expected.Random(seed, model.Input, 30));
        }
    }

    [Fact]
    public void Record_BlocksAndWideRows_EqualsHost()
    {
        using IDevice emulator = DeviceCatalog.Open("emulator:esp32-psram", Options, CancellationToken.None);
        using IDevice host = new HostDevice();
        IntegerModel model = Networks.Quantized(9, 3, 8, 200, 1100, 65, 4);
        InputSet inputs = Expected.Random(10, model.Input, 900);
        AssertEqual(host, emulator, model, inputs);
    }

    [LinuxFact]
    public void Record_NoisyLine_EqualsHost()
    {
        using EmulatorProcess process = EmulatorProcess.Start(BuiltEmulator.Options, CancellationToken.None);
        using FaultInjector relay = new(process.Port, new FaultPlan { Flipped = 0.0001, Dropped = 0.0001, Doubled = 0.0001 }, 1);
        using IDevice device = SerialDevice.OpenPort(relay.Path, new SessionOptions { AnswerMilliseconds = 40 }, CancellationToken.None);
        using IDevice host = new HostDevice();
        InputSet counting = InputSet.Counting(12);
        for (int seed = 0; seed < 3; seed++)
        {
            IntegerModel model = Networks.Quantized(seed, 8, 8, 12, 10, 7, 5, 4, 3, 2);
            AssertEqual(host, device, model, counting);
            IntegerModel wide = Networks.Quantized(seed, 2, 4, 90, 60, 3);
            AssertEqual(host, device, wide, Expected.Random(seed, wide.Input, 400));
        }

        Assert.True(relay.Hits > 0);
        Assert.True(device.Counters!.FramesDamaged > 0);
        Assert.True(device.Counters.RowsAskedAgain > 0);
        Assert.Equal(3 * (4096 + 400), device.Counters.Rows);
    }

    [Fact]
    public void Record_DeviceResets_EqualsHost()
    {
        using SerialDevice emulator = SerialDevice.StartEmulator(Options.Emulator, Options.Session, CancellationToken.None);
        using IDevice host = new HostDevice();
        InputSet inputs = InputSet.Counting(12);
        IntegerModel model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
        IReadOnlyList<CodeLayer> expected = host.Record(model, inputs, 0, 4096, null, CancellationToken.None);

        AssertEqual(expected, emulator.Record(model, inputs, 0, 4096, null, CancellationToken.None));

        // A reset arrives by another way than the requests, in whichever of the recordings; since there is a model to lose, it is noticed.
        for (int resets = 1; resets <= 3; resets++)
        {
            emulator.Emulator!.Reset();
            while (emulator.Counters!.Restarts < resets)
            {
                AssertEqual(expected, emulator.Record(model, inputs, 0, 4096, null, CancellationToken.None));
            }
        }

        Assert.Equal(4, emulator.Counters!.ModelsLoaded);
    }

    [Fact]
    public void Record_ModelTooLarge_SaysByHowMuchAndWhichBoardsWouldDo()
    {
        using SerialDevice emulator = SerialDevice.StartEmulator(
            Options.Emulator with { Board = "esp32-rev3" }, Options.Session, CancellationToken.None);
        IntegerModel small = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
        InputSet inputs = InputSet.Counting(12);
        IntegerModel large = Networks.Quantized(9, 8, 8, 12, 400, 400, 4);
        emulator.Record(small, inputs, 0, 10, null, CancellationToken.None);
        long sent = emulator.Counters!.BytesSent;

        DeviceException thrown = Assert.Throws<DeviceException>(() => emulator.Record(large, inputs, 0, 10, null, CancellationToken.None));

        // What is free is known exactly: all of it, now that the model before is gone.
        long free = emulator.Session.Stats(CancellationToken.None).FreeHeap;
        long needed = new WireModel(large).HeapBytes;
        Assert.Contains("has no room for the model: it needs ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"{needed} bytes of heap and EMULATED_ESP32_REV3 has ", thrown.Message, StringComparison.Ordinal);
        Assert.Matches($" has {free} free, {needed - free} too few; use a smaller model, or a board such as ESP32_PSRAM_REV0, ESP32_PSRAM_REV3, ESP_WROVER_KIT ", thrown.Message);
        Assert.False(thrown.MayComeBack);
        Assert.InRange(emulator.Counters.BytesSent - sent, 1, 500);

        AssertEqual(
            new HostDevice().Record(small, inputs, 0, 10, null, CancellationToken.None),
            emulator.Record(small, inputs, 0, 10, null, CancellationToken.None));
    }

    [Fact]
    public void Record_ModelThatLeavesLittle_TakesItsInputsInSmallerBlocks()
    {
        using IDevice emulator = DeviceCatalog.Open("emulator:esp32-rev3", Options, CancellationToken.None);
        using IDevice host = new HostDevice();
        IntegerModel model = Networks.Quantized(9, 8, 8, 200, 300, 4);
        InputSet inputs = Expected.Random(11, model.Input, 300);
        AssertEqual(host, emulator, model, inputs);
    }

    [Fact]
    public void Accumulators_Row_EqualHost()
    {
        using IDevice emulator = DeviceCatalog.Open(DeviceCatalog.Emulator, Options, CancellationToken.None);
        using IDevice host = new HostDevice();
        IntegerModel model = Networks.Quantized(2, 8, 8, 12, 10, 7, 5, 4, 3, 2);
        InputSet inputs = InputSet.Counting(12);
        Assert.Equal(
            host.Accumulators(model, inputs, 1234, CancellationToken.None),
            emulator.Accumulators(model, inputs, 1234, CancellationToken.None));
    }

    [Fact]
    public void Stats_AfterRows_CountsThem()
    {
        using SerialDevice emulator = SerialDevice.StartEmulator(Options.Emulator, Options.Session, CancellationToken.None);
        IntegerModel model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
        emulator.Record(model, Expected.Counting(12, 500), 0, 500, null, CancellationToken.None);
        DeviceStats stats = emulator.Session.Stats(CancellationToken.None);
        Assert.Equal(emulator.Session.Info.BootNonce, stats.BootNonce);
        Assert.InRange(stats.RowsComputed, 500u, 500u + (500u * (uint)emulator.Session.Counters.RequestsRepeated));
        Assert.Equal(0u, stats.FramesDropped);
    }

    [Fact]
    public void Record_EmulatorIsGone_GivesItsEnding()
    {
        using SerialDevice emulator = SerialDevice.StartEmulator(Options.Emulator, Options.Session, CancellationToken.None);
        IntegerModel model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
        InputSet inputs = InputSet.Counting(12);
        Callback end = new(_ => emulator.Emulator!.CloseInput());
        DeviceException thrown = Assert.Throws<DeviceException>(RecordUntilItFails);
        Assert.StartsWith("the emulator ended with code 0", thrown.Message, StringComparison.Ordinal);

        void RecordUntilItFails()
        {
            while (true)
            {
                emulator.Record(model, inputs, 0, 4096, end, CancellationToken.None);
            }
        }
    }

    private static void AssertEqual(IDevice host, IDevice device, IntegerModel model, InputSet inputs) => AssertEqual(
        host.Record(model, inputs, 0, inputs.Rows, null, CancellationToken.None),
        device.Record(model, inputs, 0, inputs.Rows, null, CancellationToken.None));

    private static void AssertEqual(IReadOnlyList<CodeLayer> expected, IReadOnlyList<CodeLayer> layers)
    {
        Assert.Equal(expected.Select(layer => layer.Name), layers.Select(layer => layer.Name));
        for (int i = 0; i < layers.Count; i++)
        {
            Assert.True(expected[i].Codes.Words.SequenceEqual(layers[i].Codes.Words), $"codes of {layers[i].Name} differ");
        }
    }

    private sealed class Callback(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
