using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Checker.Findings;
using Edge.Testing;
using Edge.Testing.Nano;

namespace Edge.NanoProfile.Tests.Parts;

/// <summary>Compiles sources for a board and checks what came of them.</summary>
public static class Checked
{
    /// <summary>Marks the line of a source on which a finding is expected.</summary>
    public const string Mark = "// here";

    public static ProfileReport Program(string source)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("Firmware.dll");
        ProfileCompiler.Build(source, path);
        return ProfileCheck.Run(path, ProfileCompiler.ApiFolder);
    }

    /// <summary>Members of a class around an empty Main.</summary>
    public static ProfileReport Members(string members) => Program(Class(members));

    public static string Class(string members) => "class P\n{\nstatic void Main() { }\n" + members + "\n}\n";

    /// <summary>The one finding that is no cost.</summary>
    public static Finding Only(ProfileReport report) => Assert.Single(report.Findings, finding => finding.Rule.Effect != Effect.Cost);

    public static void Clean(ProfileReport report) =>
        Assert.Equal("", string.Join('\n', report.Findings.Where(finding => finding.Rule.Effect != Effect.Cost).Select(f => f.Line(true))));

    /// <summary>The marked line of a source, from 1.</summary>
    public static int MarkedLine(string source) =>
        Array.FindIndex(source.Split('\n'), line => line.Contains(Mark, StringComparison.Ordinal)) + 1;
}
