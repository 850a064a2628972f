using Edge.Core.Protocol;

namespace Edge.Devices.Session;

/// <summary>What a device counted since it started.</summary>
/// <param name="BootNonce">Drawn at every start.</param>
/// <param name="UptimeMilliseconds">Time since the start.</param>
/// <param name="FreeHeap">Free heap in bytes.</param>
/// <param name="FramesAccepted">Sound frames it received.</param>
/// <param name="FramesDropped">Unsound frames it received.</param>
/// <param name="RowsComputed">Rows it computed.</param>
/// <param name="ComputeMicroseconds">Time it spent computing them; the counter wraps around after 71 minutes.</param>
public sealed record DeviceStats(
    uint BootNonce,
    uint UptimeMilliseconds,
    long FreeHeap,
    uint FramesAccepted,
    uint FramesDropped,
    uint RowsComputed,
    uint ComputeMicroseconds)
{
    /// <summary>Reads a STATS_STATE frame of full length.</summary>
    internal static DeviceStats Read(FrameReader frame) => new(
        frame.U32(StatsStateBody.BootNonce),
        frame.U32(StatsStateBody.UptimeMilliseconds),
        frame.U32(StatsStateBody.FreeHeap),
        frame.U32(StatsStateBody.FramesAccepted),
        frame.U32(StatsStateBody.FramesDropped),
        frame.U32(StatsStateBody.RowsComputed),
        frame.U32(StatsStateBody.ComputeMicroseconds));
}
