namespace Edge.Testing.Devices.Faults;

/// <summary>What goes wrong between host and device, each as a chance, both ways alike; 0: never.</summary>
public sealed record FaultPlan
{
    /// <summary>Per byte: one of its bits is another.</summary>
    public double Flipped { get; init; }

    /// <summary>Per byte: it is lost.</summary>
    public double Dropped { get; init; }

    /// <summary>Per byte: it comes twice.</summary>
    public double Doubled { get; init; }

    /// <summary>Per frame: its end is lost.</summary>
    public double Cut { get; init; }

    /// <summary>Per frame: one of long ago comes before it, from before a reset or of another host.</summary>
    public double Replayed { get; init; }

    /// <summary>Per frame: it is held back for <see cref="DelayMilliseconds"/>, and all behind it.</summary>
    public double Delayed { get; init; }

    /// <summary>How long a frame is held back.</summary>
    public int DelayMilliseconds { get; init; } = 70;

    /// <summary>Per frame to the device: another host has put its own model and inputs on it before.</summary>
    public double Overwritten { get; init; }

    /// <summary>Frames to the device from one reset to the next, so that a slow machine does as well as a fast one; 0: none.</summary>
    public int ResetEvery { get; init; }
}
