using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>Where a board does otherwise than .NET, so does the emulator.</summary>
public sealed class BoardSemanticsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-board-").FullName;

    [Theory]
    [InlineData("int a = 7, b = Zero; return a / b;")]
    [InlineData("int a = 7, b = Zero; return a % b;")]
    [InlineData("uint a = 7, b = (uint)Zero; return (int)(a / b);")]
    [InlineData("long a = 7, b = Zero; return (int)(a % b);")]
    [InlineData("ulong a = 7, b = (ulong)Zero; return (int)(a / b);")]
    public void DivisionByZero_ThrowsPlainException(string body)
    {
        string said = Run(
            "static int Zero; static int F() { " + body + " }",
            """
            try { F(); }
            catch (System.SystemException) { throw new System.Exception("finer"); }
            catch (System.Exception) { throw new System.Exception("plain"); }
            """);

        Assert.Contains("Exception: plain,", said);
    }

    [Theory]
    [InlineData("17", "-1", "-17 0")]
    [InlineData("-17", "-1", "17 0")]
    [InlineData("0", "-1", "0 0")]
    [InlineData("-2147483647", "-1", "2147483647 0")]
    [InlineData("-17", "5", "-3 -2")]
    [InlineData("-2147483648", "1", "-2147483648 0")]
    [InlineData("-2147483648", "-2", "1073741824 0")]
    public void OtherDivisions_AreWhatTheyWere(string a, string b, string expected)
    {
        Assert.Contains("= " + expected + ",", Run(
            $"static int A = {a}, B = {b};", "throw new System.Exception(\"= \" + (A / B).ToString() + \" \" + (A % B).ToString());"));
        Assert.Contains("= " + expected + ",", Run(
            $"static long A = {a}, B = {b};", "throw new System.Exception(\"= \" + (A / B).ToString() + \" \" + (A % B).ToString());"));
    }

    [Theory]
    [InlineData("static int A = int.MinValue, B = -1; static long F() { return A / B; }")]
    [InlineData("static int A = int.MinValue, B = -1; static long F() { return A % B; }")]
    [InlineData("static long A = long.MinValue, B = -1; static long F() { return A / B; }")]
    [InlineData("static long A = long.MinValue, B = -1; static long F() { return A % B; }")]
    public void TheLeastNumberByMinusOne_StopsTheProcess(string members)
    {
        using EmulatorHost emulator = Process(members, "while (true) { try { F(); } catch (System.Exception) { } }");

        Assert.Equal(4, emulator.WaitForExit());
        Assert.Contains("the board would crash: the least integer divided by -1, at P.F in P.Main", emulator.Errors());
    }

    [Fact]
    public void StaticConstructors_RunBeforeMain_InTheOrderOfTheMetadata()
    {
        string said = Run(
            "public static string Order = \"P\";",
            "throw new System.Exception(Order);",
            """
            static class First { public static int Unused = P.Add("1"); }
            static class Second { static Second() { P.Add("2"); } class Inner { static int x = P.Add("3"); } }
            """,
            "public static int Add(string s) { Order = Order + s; return 0; }");

        Assert.Contains("Exception: P123,", said);
    }

    [Fact]
    public void AnUncaughtException_NamesTheMethods()
    {
        // Work after the call: a call at the end may take its caller's place on the stack.
        string said = Run("static int n; static int F() { throw new System.Exception(\"no\"); }", "n = F() + 1; n++;");

        Assert.EndsWith("uncaught Exception: no, at P.F in P.Main", said);
    }

    [Fact]
    public void FirmwareThatComputesForEver_IsStoppedByTheWatchdog()
    {
        using EmulatorHost emulator = Process(
            "static int F(int n) { while (true) { n++; } }",
            "while (true) { try { F(1); } catch (System.Exception) { } }",
            "--meter", "on", "--watchdog", "1000000");

        Assert.Equal(4, emulator.WaitForExit());
        Assert.Contains(
            "the watchdog has counted 1000000 instructions without a look at port, clock or thread, at P.F in P.Main", emulator.Errors());
    }

    [Fact]
    public void TheWatchdog_CountsInstructionsOnly()
    {
        // 3 loops of 1,100 instructions and more: within 1,500 where the firmware sleeps between them, beyond it where it does not.
        const string Loop = "for (int i = 0; i < 100; i++) { n += i; } ";
        const string Sleep = "System.Threading.Thread.Sleep(1); ";
        Assert.Contains("Main returned", Watched("int n = 0; " + Loop + Sleep + Loop + Sleep + Loop + Sleep));
        Assert.Contains("the watchdog has counted 1500", Watched("int n = 0; " + Loop + Loop + Loop + Sleep));
    }

    [Fact]
    public void AReset_ReachesFirmwareThatComputes()
    {
        using EmulatorHost emulator = Process(
            "", "int n = 0; System.Console.WriteLine(\"booted\"); while (true) { n++; }", "--meter", "on", "--watchdog", "1000000000000000");
        emulator.ErrorLine("booted");

        emulator.Reset();

        emulator.ErrorLine("booted");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    public void AWatchdogOfNothing_IsRefused(string instructions)
    {
        using EmulatorHost emulator = EmulatorHost.Launch("--watchdog", instructions);

        Assert.NotEqual(0, emulator.WaitForExit());
        Assert.Contains("--watchdog", emulator.Errors());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Source(string members, string main, string types = "", string more = "") =>
        "static class P { " + more + members + " static void Main() { " + main + " } } " + types;

    private string Build(string source)
    {
        string path = Path.Combine(folder, "firmware.dll");
        ProfileCompiler.Build(source, path);
        return path;
    }

    private EmulatorHost Process(string members, string main, params string[] options) =>
        EmulatorHost.Launch(["--firmware", Build(Source(members, main)), .. options]);

    private string Run(string members, string main, string types = "", string more = "")
    {
        FirmwareImage image = FirmwareImage.Load(Build(Source(members, main, types, more)));
        return new EmulatedDevice(BoardModel.Find(BoardModel.Default), image, new MemoryLine([])).Run();
    }

    private string Watched(string main)
    {
        FirmwareImage image = FirmwareImage.Load(Build(Source("", main)), metered: true);
        EmulatedDevice device = new(BoardModel.Find(BoardModel.Default), image, new MemoryLine([]), watchdogInstructions: 1500);
        TaskCompletionSource<string> end = new();
        device.Halted = why => end.TrySetResult(why);
        new Thread(() => end.TrySetResult(device.Run())) { IsBackground = true }.Start();
        return end.Task.WaitAsync(TimeSpan.FromSeconds(30)).Result;
    }
}
