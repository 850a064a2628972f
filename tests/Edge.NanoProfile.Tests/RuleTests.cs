using Edge.NanoProfile.Checker;
using Edge.NanoProfile.Checker.Findings;
using Edge.NanoProfile.Tests.Parts;
using Edge.Testing;
using Edge.Testing.Nano;

namespace Edge.NanoProfile.Tests;

/// <summary>Each kind of construct is found, on its line and in its method; what a board has is not.</summary>
public class RuleTests
{
    [Theory]
    [InlineData("EDGE101", "P.F", "static int F() {\n return G<int>(); // here\n }\n static int G<T>() { return 0; }")]
    [InlineData("EDGE101", "P.G", "static int G<T>() {\n return 0; // here\n }")]
    [InlineData("EDGE101", "P.F", "class Box<T> { public T Value; }\n static void F() {\n object o = new Box<int>(); // here\n }")]
    [InlineData("EDGE101", "P.Box`1", "class Box<T> { public int F() {\n return 1; // here\n } }")]
    [InlineData("EDGE102", "P.F", "static unsafe int F(int* p) {\n return *p; // here\n }")]
    [InlineData("EDGE102", "P.F", "static unsafe int F(byte[] a) {\n fixed (byte* p = a) { return *p; } // here\n }")]
    [InlineData("EDGE102", "P.F", "static unsafe int F(int n) {\n byte* p = stackalloc byte[n]; // here\n return *p; }")]
    [InlineData("EDGE103", "P.F", "static object F() {\n return new int[2, 3]; // here\n }")]
    [InlineData("EDGE103", "P.F", "static int F(int[,] a) {\n return 0; // here\n }")]
    [InlineData("EDGE103", "P", "static byte[][,] A;")]
    [InlineData("EDGE201", "P.F", "static int F(int a) {\n return checked(a + 1); // here\n }")]
    [InlineData("EDGE201", "P.F", "static byte F(int a) {\n return checked((byte)a); // here\n }")]
    [InlineData("EDGE202", "P.F", "static int F(int a) {\n return (int)(a * 0.5); // here\n }")]
    [InlineData("EDGE202", "P.F", "static float F(float a) {\n return a; // here\n }")]
    [InlineData("EDGE202", "P", "static double[] A;")]
    [InlineData("EDGE204", "P.F", "static void F() {\n new System.Threading.Thread(Main).Start(); // here\n }")]
    public void WhatABoardRefusesOrDoesDifferently_IsFound(string rule, string member, string members)
    {
        string source = Checked.Class(members);

        var findings = Checked.Program(source).Findings;

        Assert.Contains(findings, finding => finding.Rule.Id == rule && finding.Member == member
            && (!source.Contains(Checked.Mark, StringComparison.Ordinal) || finding.Position?.Line == Checked.MarkedLine(source)));
        Assert.All(findings, finding => Assert.Equal(rule, finding.Rule.Id));
    }

    [Fact]
    public void AFinding_IsOneLineOfMsBuild()
    {
        Finding finding = Checked.Only(Checked.Members("static int F(int a)\n{\n    return checked(a + 1);\n}"));

        const string Text = "EDGE201: P.F: checked arithmetic: on a board it wraps around and never throws";
        Assert.Equal("Firmware.cs(6,5): error " + Text, finding.Line(strict: true));
        Assert.Equal("Firmware.cs(6,5): warning " + Text, finding.Line(strict: false));
    }

    [Fact]
    public void TwoOfAKindOnALine_AreOneFinding_OnTwoLinesTwo()
    {
        Assert.Single(Checked.Members("static int F(int a) { return checked(a + 1) + checked(a - 2); }").Findings);
        Assert.Equal(2, Checked.Members("static int F(int a) { a = checked(a + 1);\n a = checked(a - 2); return a; }").Findings.Count);
    }

    [Fact]
    public void WithoutSymbols_AFindingNamesTheAssembly()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("Firmware.dll");
        ProfileCompiler.Build(Checked.Class("static int F(int a) { return checked(a + 1); }"), path);
        File.Delete(folder.File("Firmware.pdb"));

        Finding finding = Checked.Only(ProfileCheck.Run(path, ProfileCompiler.ApiFolder));

        Assert.StartsWith("Firmware.dll : error EDGE201: P.F: ", finding.Line(strict: true));
    }

    [Theory]
    [InlineData("static int F(int[] a) { int s = 0; foreach (int v in a) { s += v; } return s; }")]
    [InlineData("static object F(object o) { lock (o) { System.Threading.Thread.Sleep(1); } return new int[2][]; }")]
    [InlineData("static void F(ref int a, out long b) { a++; b = (long)a << 33; }")]
    [InlineData("struct S { public int A; } static int F() { S s = new S(); s.A = 1; return s.ToString().Length + s.A; }")]
    [InlineData("enum E { A, B } static string F(E e) { switch (e) { case E.A: return \"a\"; default: return e.ToString(); } }")]
    [InlineData("static int F() { try { throw new System.TimeoutException(\"t\"); } catch (System.Exception e) when (e.Message != null) { return 1; } }")]
    [InlineData("static int F(string s) { switch (s) { case \"a\": return 1; case \"b\": return 2; case \"c\": return 3; case \"d\": return 4; case \"e\": return 5; case \"f\": return 6; case \"g\": return 7; } return 0; }")]
    [InlineData("static void F() { var p = new System.IO.Ports.SerialPort(\"COM2\", 115200); p.Open(); p.Write(new byte[p.BytesToRead], 0, 1); }")]
    [InlineData("static void F() { int n = 1; System.Action a = () => n++; a(); }")]
    public void WhatABoardHas_IsNotFound(string members)
    {
        Checked.Clean(Checked.Members(members));
    }

    [Fact]
    public void TheFirmware_HasNone()
    {
        var report = ProfileCheck.Run(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), ProfileCompiler.ApiFolder);

        Checked.Clean(report);
        Assert.InRange(report.IlBytes, 1, BoardLimits.MostIlBytes);
    }
}
