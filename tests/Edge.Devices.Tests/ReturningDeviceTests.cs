using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests;

public sealed class ReturningDeviceTests : IDisposable
{
    private static readonly IntegerModel Model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
    private static readonly InputSet Inputs = InputSet.Counting(12);
    private readonly TemporaryFolder folder = new();
    private readonly List<string> notices = [];

    public void Dispose() => folder.Dispose();

    [LinuxFact]
    public void Record_DeviceIsReplacedWhenItHangsUp_GivesTheHostsCodes()
    {
        using DeviceStandIn first = new DeviceStandIn { HangsUpAfterCodes = 25 }.Start();
        using DeviceStandIn second = new DeviceStandIn().Start();
        using IDevice device = OpenLink(first, () => PointTo(second), 10_000);
        using HostDevice host = new();

        IReadOnlyList<CodeLayer> layers = device.Record(Model, Inputs, 0, 4096, null, CancellationToken.None);

        IReadOnlyList<CodeLayer> expected = host.Record(Model, Inputs, 0, 4096, null, CancellationToken.None);
        Assert.All(expected.Zip(layers), pair => Assert.True(pair.First.Codes.Words.SequenceEqual(pair.Second.Codes.Words)));
        Assert.Equal(2, notices.Count);
        Assert.EndsWith("waiting up to 10 s for it to come back", notices[0], StringComparison.Ordinal);
        Assert.EndsWith("; going on", notices[1], StringComparison.Ordinal);
        Assert.Equal((1, 2), (device.Counters!.Reconnections, device.Counters.ModelsLoaded));
        Assert.True(device.Counters.Rows > 4096);
    }

    [LinuxFact]
    public void Record_AnotherDeviceComesBack_IsRefused()
    {
        using DeviceStandIn first = new DeviceStandIn { HangsUpAfterCodes = 25 }.Start();
        using DeviceStandIn second = new DeviceStandIn { Board = "other" }.Start();
        using IDevice device = OpenLink(first, () => PointTo(second), 10_000);
        DeviceException thrown = Assert.Throws<DeviceException>(() => device.Record(Model, Inputs, 0, 4096, null, CancellationToken.None));
        Assert.Contains("came back as other, firmware 0.2.3, it was stand-in, firmware 0.2.3", thrown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Record_EveryDeviceHangsUp_EndsAfterSomeReturns()
    {
        List<DeviceStandIn> devices = [.. Enumerable.Range(0, 7).Select(_ => new DeviceStandIn { HangsUpAfterCodes = 5 }.Start())];
        int next = 1;
        using IDevice device = OpenLink(devices[0], () => PointTo(devices[next++]), 10_000);
        DeviceException thrown = Assert.Throws<DeviceException>(() => device.Record(Model, Inputs, 0, 4096, null, CancellationToken.None));
        Assert.Contains("went away 6 times within the same rows", thrown.Message, StringComparison.Ordinal);
        devices.ForEach(each => each.Dispose());
    }

    [LinuxFact]
    public void Record_CancelledWhileItWaits_Stops()
    {
        using DeviceStandIn first = new DeviceStandIn { HangsUpAfterCodes = 25 }.Start();
        using CancellationTokenSource source = new();
        using IDevice device = OpenLink(first, source.Cancel, 600_000);
        Assert.ThrowsAny<OperationCanceledException>(() => device.Record(Model, Inputs, 0, 4096, null, source.Token));
    }

    /// <summary>Opens the first device by a link; the action is done when the device goes away.</summary>
    private IDevice OpenLink(DeviceStandIn first, Action gone, int patience)
    {
        PointTo(first);
        DeviceOptions options = new()
        {
            Session = new SessionOptions { AnswerMilliseconds = 100, RunMicroseconds = 50_000 },
            ComeBackMilliseconds = patience,
            Notice = line =>
            {
                notices.Add(line);
                if (line.Contains("waiting", StringComparison.Ordinal))
                {
                    gone();
                }
            },
        };
        return DeviceCatalog.Open(folder.File("port"), options, CancellationToken.None);
    }

    private void PointTo(DeviceStandIn device)
    {
        File.Delete(folder.File("port"));
        File.CreateSymbolicLink(folder.File("port"), device.Terminal.Path);
    }
}
