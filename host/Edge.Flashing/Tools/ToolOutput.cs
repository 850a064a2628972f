namespace Edge.Flashing.Tools;

/// <summary>What a program that was run to its end left.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Text">Standard output, then standard error.</param>
internal sealed record ToolOutput(int ExitCode, string Text);
