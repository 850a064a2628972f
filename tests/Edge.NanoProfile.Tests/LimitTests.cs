using System.Text;
using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Checker.Checks;
using Edge.NanoProfile.Checker.Findings;
using Edge.NanoProfile.Tests.Parts;

namespace Edge.NanoProfile.Tests;

/// <summary>Sizes: what is at a limit passes, what is above is found.</summary>
public class LimitTests
{
    [Fact]
    public void Locals()
    {
        Checked.Clean(Checked.Members(WithLocals(255)));
        Found(Rule.Locals, "256 locals", WithLocals(256));
    }

    [Fact]
    public void SwitchTargets()
    {
        Checked.Clean(Checked.Members(WithTargets(255)));
        Found(Rule.SwitchTargets, "256 targets", WithTargets(256));
    }

    [Fact]
    public void BodyBytes()
    {
        Checked.Clean(Checked.Members(WithBody("F", 31_000)));
        Found(Rule.BodySize, "bytes of IL in one method", WithBody("F", 33_000));
    }

    [Fact]
    public void AssemblyBytes()
    {
        string two = WithBody("F", 31_000) + WithBody("G", 31_000);
        Checked.Clean(Checked.Members(two));
        Finding finding = Checked.Only(Checked.Members(two + WithBody("H", 4_000)));
        Assert.Equal((Rule.AssemblySize, "the assembly"), (finding.Rule, finding.Member));
    }

    [Fact]
    public void ArrayBytes()
    {
        Checked.Clean(Checked.Members(WithArray("A", 64_999)));
        Finding finding = Found(Rule.ArrayData, "array of 65000 bytes", WithArray("A", 65_000));
        Assert.Equal("P..cctor", finding.Member);
    }

    [Fact]
    public void AssemblyData()
    {
        Checked.Clean(Checked.Members(WithArray("A", 40_000) + WithArray("B", 25_536)));
        Found(Rule.AssemblyData, "byte 65537", WithArray("A", 40_000) + WithArray("B", 25_537));
    }

    [Fact]
    public void Summary_HasTheSizes()
    {
        ProfileReport report = Checked.Members(WithArray("A", 100) + "static uint[] B = new uint[5];");

        // Main and an unused constructor, and two arrays: ldc, newarr, dup, ldtoken, call, stsfld; ldc, newarr, stsfld; ret.
        Assert.Equal(1 + 7 + (2 + 5 + 1 + 5 + 5 + 5) + (1 + 5 + 5) + 1, report.IlBytes);
        Assert.Equal(100, report.DataBytes);
        Assert.Equal((2 * 12) + (12 * (1 + 9)) + (12 * (1 + 2)), report.StaticHeapBytes);
        Assert.Equal(
            "Firmware.dll: 43 of 65535 IL bytes, 100 of 65536 bytes of initialized data, 180 bytes of static heap at boot; 0 refused, 0 different",
            report.Summary());
    }

    [Fact]
    public void StaticArrays_AreNotedWithTheirHeap_AndFailNothing()
    {
        ProfileReport report = Checked.Members("static ushort[][] A = { new ushort[100] };");

        Assert.Equal([StaticHeap.BlockBytes * 2, StaticHeap.BlockBytes * (1 + 17)], report.Findings.Select(Taken).Order());
        Assert.All(report.Findings, finding => Assert.Equal(Rule.StaticData, finding.Rule));
        Assert.False(report.Fails(strict: true));

        static int Taken(Finding finding) => int.Parse(finding.Text.Split("takes ")[1].Split(' ')[0]);
    }

    private static Finding Found(Rule rule, string text, string members)
    {
        Finding finding = Checked.Only(Checked.Members(members));
        Assert.Equal(rule, finding.Rule);
        Assert.Contains(text, finding.Text);
        Assert.NotNull(finding.Position);
        return finding;
    }

    private static string WithLocals(int count)
    {
        StringBuilder source = new("static int F(int a) { ");
        foreach (int i in Enumerable.Range(0, count))
        {
            source.Append($"int v{i} = a + {i}; ");
        }

        return source.Append("G(ref v0); return " + string.Join(" + ", Enumerable.Range(0, count).Select(i => $"v{i} * v{i}"))
            + "; } static void G(ref int a) { }").ToString();
    }

    private static string WithTargets(int count) =>
        "static int F(int a) { switch (a) { " + string.Concat(Enumerable.Range(0, count).Select(i => $"case {i}: return {(i * 37) % 101}; "))
        + "} return 0; }";

    /// <summary>A method of about so many bytes: each statement is ldarg, ldc of one byte or more, an operation, starg.</summary>
    private static string WithBody(string name, int bytes) =>
        $"static int {name}(int a) {{ " + string.Concat(Enumerable.Repeat("a ^= 70000; ", bytes / 9)) + "return a; } ";

    private static string WithArray(string name, int bytes) =>
        $"static byte[] {name} = {{ " + string.Concat(Enumerable.Range(0, bytes).Select(i => $"{1 + (i % 7)},")) + " }; ";
}
