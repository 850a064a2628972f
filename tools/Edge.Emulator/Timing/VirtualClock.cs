using Edge.Emulator.Costs;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Timing;

/// <summary>
/// Time that is counted: the cost of the instructions run, the time of bytes on the line, and sleep. It does not depend on the machine
/// that the emulator runs on, nor on how long a host takes to ask.
/// </summary>
public sealed class VirtualClock : BoardClock
{
    /// <summary>Costs are kept in thousandths of a unit: whole numbers add up to the same sum everywhere.</summary>
    private const double CostScale = 1000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Meter meter;
    private readonly long[] costs;
    private readonly long costPerSecond;
    private readonly RealTime? realTime;

    /// <summary>A clock at 0 for firmware that a meter counts.</summary>
    /// <param name="meter">Counts instructions.</param>
    /// <param name="model">What they cost.</param>
    /// <param name="inRealTime">True where this machine takes as long, but for how long a host thinks, which is its own.</param>
    public VirtualClock(Meter meter, CostModel model, bool inRealTime = false)
    {
        this.meter = meter;
        realTime = inRealTime ? new RealTime() : null;
        costs = meter.WeightsOf([.. model.Classes.Select(figure => (long)Math.Round(figure.Value * CostScale))]);
        costPerSecond = (long)Math.Round(model.UnitsPerSecond.Value * CostScale);
    }

    /// <inheritdoc />
    public override long Nanoseconds => ComputeNanoseconds + LineNanoseconds + IdleNanoseconds;

    /// <inheritdoc />
    public override bool IsVirtual => true;

    /// <summary>Time that the instructions took.</summary>
    public long ComputeNanoseconds => (long)((Int128)meter.WeightedSum(costs) * NanosecondsPerSecond / costPerSecond);

    /// <summary>Time that the firmware waited for bytes on the line, both ways; what is sent while it computes takes none.</summary>
    public long LineNanoseconds { get; private set; }

    /// <summary>Time slept.</summary>
    public long IdleNanoseconds { get; private set; }

    /// <inheritdoc />
    public override void WaitForLine(long until)
    {
        LineNanoseconds += Math.Max(0, until - Nanoseconds);
        realTime?.Follow(Nanoseconds);
    }

    /// <inheritdoc />
    public override void PassSleep(int milliseconds)
    {
        IdleNanoseconds += milliseconds * 1_000_000L;
        realTime?.Follow(Nanoseconds);
    }

    /// <inheritdoc />
    public override void HostCame() => realTime?.Skip(Nanoseconds);
}
