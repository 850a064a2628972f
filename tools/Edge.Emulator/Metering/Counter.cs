namespace Edge.Emulator.Metering;

/// <summary>What one counter stands for: a basic block, together with those that run whenever it does.</summary>
/// <param name="Method">Full name of the method.</param>
/// <param name="Classes">Instructions of every class that run per count, [<see cref="InstructionClasses.Count"/>].</param>
public sealed record Counter(string Method, long[] Classes);
