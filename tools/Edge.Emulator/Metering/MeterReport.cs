using System.Globalization;
using Edge.Emulator.Timing;

namespace Edge.Emulator.Metering;

/// <summary>What a meter has counted, in one line.</summary>
public static class MeterReport
{
    /// <summary>Instructions by class, and the time they stand for.</summary>
    public static string Line(Meter meter, VirtualClock clock)
    {
        IEnumerable<string> classes = Enum.GetValues<InstructionClass>()
            .Select(kind => Invariant($"{kind.ToString().ToLowerInvariant()} {meter[kind]}"));
        return Invariant($"{meter.Instructions} instructions ({string.Join(", ", classes)}); ")
            + Invariant($"computing {clock.ComputeNanoseconds / 1000} us, line {clock.LineNanoseconds / 1000} us, ")
            + Invariant($"idle {clock.IdleNanoseconds / 1000} us");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
