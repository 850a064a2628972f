using Edge.NanoProfile.Checker.Findings;
using Edge.NanoProfile.Tests.Parts;

namespace Edge.NanoProfile.Tests;

/// <summary>Static initializers that work on .NET only because it runs them when a class is first used.</summary>
public class InitializerTests
{
    [Theory]
    [InlineData("static int A = // here\n Other.B;\n class Other { public static readonly int B = F(); static int F() { return 1; } }", "Other.B")]
    [InlineData("static int A = // here\n F();\n static int F() { return Other.B; } class Other { public static int B; }", "Other.B")]
    [InlineData("static object A = // here\n new Other();\n static int B = 1; class Other { static int C; public Other() { C++; } }", "Other.C")]
    [InlineData("static int A; static P() { A = 2;\n Other.B = 1; // here\n } class Other { public static int B; }", "Other.B")]
    [InlineData("static P() {\n System.Console.WriteLine(\"first use\"); // here\n }", "Console.WriteLine")]
    [InlineData("static object A = // here\n new System.IO.Ports.SerialPort(\"COM2\");", "SerialPort")]
    [InlineData("static int A = // here\n new Late().F();\n class Early { public virtual int F() { return 1; } }\n class Late : Early { public override int F() { return Other.B; } } class Other { public static int B; }", "Other.B")]
    public void AnInitializerThatReliesOnFirstUse_IsFound(string members, string named)
    {
        string source = Checked.Class(members);

        var findings = Checked.Program(source).Findings.Where(finding => finding.Rule.Effect != Effect.Cost).ToArray();

        Assert.All(findings, finding => Assert.Equal((Rule.FirstUse, "P..cctor"), (finding.Rule, finding.Member)));
        Assert.Contains(findings, finding => finding.Text.Contains(named, StringComparison.Ordinal)
            && finding.Position?.Line == Checked.MarkedLine(source));
    }

    [Theory]
    [InlineData("static int[] A = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }; static int B = A.Length + F(); static int F() { return A[2]; }")]
    [InlineData("const int A = Other.B; static int C = A + Other.B; class Other { public const int B = 3; public static int D; }")]
    [InlineData("static readonly object A = new object(); static readonly Other B = new Other(3); class Other { int b; public Other(int a) { b = a; } }")]
    [InlineData("static string A = \"a\" + F(); static string F() { return 3.ToString() + string.Empty; }")]
    [InlineData("static System.Exception A = new System.TimeoutException(\"late\"); static byte[] B = System.BitConverter.GetBytes(1);")]
    [InlineData("static P lazy; static P Lazy() { return lazy ?? (lazy = new P()); } static void F() { Other.A++; } class Other { public static int A; }")]
    public void AnInitializerThatDependsOnItselfAlone_IsNotFound(string members)
    {
        Checked.Clean(Checked.Members(members));
    }
}
