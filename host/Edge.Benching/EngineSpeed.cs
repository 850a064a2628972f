namespace Edge.Benching;

/// <summary>What a step of training costs with one engine, and how far its losses are those of the fused trainer.</summary>
/// <param name="Network">The network: its layers' widths and what it is made of.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Engine">Name of the engine; the first of each network is the fused trainer.</param>
/// <param name="Microseconds">Median time of a step.</param>
/// <param name="SpeedRatio">How many times as fast as the fused trainer, in the same process by turns: above 1 is faster.</param>
/// <param name="Steps">Steps from the same initial weights whose losses are compared; before those that are timed.</param>
/// <param name="LossDeviation">Largest difference of one of their mean losses from the fused trainer's, in nats; 0 for the fused trainer itself.</param>
public sealed record EngineSpeed(string Network, int Batch, string Engine, double Microseconds, double SpeedRatio, int Steps, double LossDeviation);
