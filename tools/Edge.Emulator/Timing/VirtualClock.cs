using Edge.Emulator.Costs;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Timing;

/// <summary>
/// Time that is counted: the cost of the instructions run, the time of bytes on the line, and sleep. It does not depend on the machine
/// that the emulator runs on, nor on how long a host takes to ask.
/// </summary>
public sealed class VirtualClock : BoardClock
{
    /// <summary>Start, eight data bits, stop.</summary>
    internal const int BitsPerByte = 10;

    /// <summary>Costs are kept in thousandths of a unit: whole numbers add up to the same sum everywhere.</summary>
    private const double CostScale = 1000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Meter meter;
    private readonly long[] costs;
    private readonly long costPerSecond;

    /// <summary>A clock at 0 for firmware that a meter counts.</summary>
    public VirtualClock(Meter meter, CostModel model)
    {
        this.meter = meter;
        costs = meter.WeightsOf([.. model.Classes.Select(figure => (long)Math.Round(figure.Value * CostScale))]);
        costPerSecond = (long)Math.Round(model.UnitsPerSecond.Value * CostScale);
    }

    /// <inheritdoc />
    public override ulong Microseconds => (ulong)((ComputeNanoseconds + LineNanoseconds + IdleNanoseconds) / 1000);

    /// <inheritdoc />
    public override bool IsVirtual => true;

    /// <summary>Time that the instructions took.</summary>
    public long ComputeNanoseconds => (long)((Int128)meter.WeightedSum(costs) * NanosecondsPerSecond / costPerSecond);

    /// <summary>Time that bytes took on the line, both ways; the firmware waited meanwhile.</summary>
    public long LineNanoseconds { get; private set; }

    /// <summary>Time slept.</summary>
    public long IdleNanoseconds { get; private set; }

    /// <inheritdoc />
    public override void PassLine(int bytes, int bauds) => LineNanoseconds += bytes * BitsPerByte * NanosecondsPerSecond / bauds;

    /// <inheritdoc />
    public override void PassSleep(int milliseconds) => IdleNanoseconds += milliseconds * 1_000_000L;
}
