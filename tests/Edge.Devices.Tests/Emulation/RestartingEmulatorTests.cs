using System.Diagnostics;
using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Emulation;

/// <summary>An emulator whose process ends in the middle of a recording.</summary>
public class RestartingEmulatorTests
{
    private static readonly IntegerModel Model = Networks.Quantized(2, 8, 8, 12, 10, 7, 5, 4, 3, 2);
    private static readonly InputSet Inputs = InputSet.Counting(12);

    [Fact]
    public void Record_ProcessIsKilledTwice_GivesTheHostsCodesAndSaysSo()
    {
        List<string> notices = [];
        using RestartingEmulator emulator = Start(notices);
        using HostDevice host = new();
        int kills = 0;
        Killer killer = new(rows =>
        {
            if (kills < 2 && rows > 0)
            {
                kills++;
                Kill(emulator);
            }
        });

        IReadOnlyList<CodeLayer> layers = [];
        while (kills < 2)
        {
            layers = emulator.Record(Model, Inputs, 0, 4096, killer, CancellationToken.None);
        }

        // The second may have been killed when its last row was there.
        layers = emulator.Record(Model, Inputs, 0, 4096, null, CancellationToken.None);
        IReadOnlyList<CodeLayer> expected = host.Record(Model, Inputs, 0, 4096, null, CancellationToken.None);
        Assert.All(expected.Zip(layers), pair => Assert.True(pair.First.Codes.Words.SequenceEqual(pair.Second.Codes.Words)));
        Assert.Equal(2, notices.Count);
        Assert.All(notices, line => Assert.Matches(@"^the emulator ended with code \d+: .*; starting it again \([12] of 3\)$", line));
        Assert.Equal(2, emulator.Counters!.Reconnections);
        Assert.True(emulator.Counters.TimeLost > TimeSpan.Zero);
    }

    [Fact]
    public void Record_EveryProcessIsKilled_EndsWithOneLine()
    {
        List<string> notices = [];
        using RestartingEmulator emulator = Start(notices);
        Killer killer = new(_ => Kill(emulator));
        DeviceException thrown = Assert.Throws<DeviceException>(() => (object)emulator.Record(Model, Inputs, 0, 4096, killer, CancellationToken.None));
        Assert.Contains("it was started again 3 times for the same rows; what was recorded is kept", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
        Assert.False(thrown.MayComeBack);
    }

    private static RestartingEmulator Start(List<string> notices) => (RestartingEmulator)DeviceCatalog.Open(
        DeviceCatalog.Emulator, new DeviceOptions { Emulator = BuiltEmulator.Options, Notice = notices.Add }, CancellationToken.None);

    private static void Kill(RestartingEmulator emulator)
    {
        using Process process = Process.GetProcessById(emulator.Process!.ProcessId);
        process.Kill();
        process.WaitForExit();
    }

    private sealed class Killer(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
