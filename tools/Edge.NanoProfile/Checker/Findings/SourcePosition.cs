namespace Edge.NanoProfile.Checker.Findings;

/// <summary>A place in a source file.</summary>
/// <param name="File">Full path, as the compiler wrote it into the symbols.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct SourcePosition(string File, int Line, int Column);
