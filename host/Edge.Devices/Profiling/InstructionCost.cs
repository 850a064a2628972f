namespace Edge.Devices.Profiling;

/// <summary>What an instruction of a class costs, in units.</summary>
/// <param name="Class">Name of the class, such as <c>local</c> or <c>branch</c>.</param>
/// <param name="Value">The best guess.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most that it may be.</param>
public sealed record InstructionCost(string Class, double Value, double Least, double Most) : CostRange(Value, Least, Most);
