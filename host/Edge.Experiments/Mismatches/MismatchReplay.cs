using Edge.Devices;
using Edge.Devices.Recording;
using Edge.Information;
using Edge.Information.Codes;

namespace Edge.Experiments.Mismatches;

/// <summary>The rows of a bundle, run again.</summary>
/// <param name="Now">Host and device as they compute now.</param>
/// <param name="SameHost">The host gives the codes that the bundle holds of it.</param>
/// <param name="SameDevice">The device gives the codes that the bundle holds of it.</param>
public sealed record MismatchReplay(CodeComparison Now, bool SameHost, bool SameDevice)
{
    /// <summary>Runs a bundle's rows on the host and on a device.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="device">The device that differed, or another.</param>
    /// <param name="cancellation">Ends the replay.</param>
    /// <exception cref="DeviceException">The device can't do it or stops answering.</exception>
    public static MismatchReplay Run(MismatchBundle bundle, IDevice device, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(device);
        using HostDevice host = new(threads: 1);
        CodeTable here = Table(bundle, host, bundle.Host.Origin, cancellation);
        CodeTable there = Table(bundle, device, bundle.Device.Origin, cancellation);
        return new MismatchReplay(
            CodeComparison.Of(here, there),
            CodeComparison.Of(bundle.Host, here).DifferentCodes == 0,
            CodeComparison.Of(bundle.Device, there).DifferentCodes == 0);
    }

    private static CodeTable Table(MismatchBundle bundle, IDevice device, CodeOrigin origin, CancellationToken cancellation)
    {
        IReadOnlyList<CodeLayer> layers = bundle.Rows.Record(device, bundle.Model.Model, cancellation);
        return new CodeTable(CodeRecorder.Complete(origin, device, bundle.Model.Model, bundle.Rows.Inputs), bundle.Host.Rows, layers);
    }
}
