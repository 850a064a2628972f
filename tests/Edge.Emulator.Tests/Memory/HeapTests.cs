using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;
using Edge.NanoProfile.Checker;

namespace Edge.Emulator.Tests.Memory;

/// <summary>What firmware allocates is charged as a board charges it, lives as long as it is reached, and the heap has an end.</summary>
public sealed class HeapTests : IDisposable
{
    private const string Free = "nanoFramework.Runtime.Native.GC.Run(true)";

    private readonly string path = Path.GetTempFileName();

    [Theory]
    [InlineData("new object()", 12)]
    [InlineData("new byte[0]", 12)]
    [InlineData("new byte[1]", 24)]
    [InlineData("new byte[1000]", 1020)]
    [InlineData("new sbyte[13]", 36)]
    [InlineData("new bool[12]", 24)]
    [InlineData("new char[7]", 36)]
    [InlineData("new int[5]", 36)]
    [InlineData("new ulong[2]", 36)]
    [InlineData("new Kind[24]", 36)]
    [InlineData("new string[3]", 48)]
    [InlineData("new int[3][]", 48)]
    [InlineData("new Base()", 36)]
    [InlineData("new Derived()", 48)]
    [InlineData("new Holder()", 24 + 24)]
    [InlineData("new System.Exception()", 60)]
    [InlineData("new System.InvalidOperationException()", 60)]
    [InlineData("new System.ArgumentNullException()", 72)]
    [InlineData("new Own()", 72)]
    [InlineData("(object)7", 24)]
    [InlineData("(object)Kind.Second", 24)]
    [InlineData("new System.Action(Main)", 36)]
    [InlineData("\"a literal stays in flash\"", 12)]
    [InlineData("Number.ToString()", 12 + 12)]
    [InlineData("new string('x', 11)", 12 + 12)]
    [InlineData("new string('x', 12)", 12 + 24)]
    [InlineData("new string('\\u00e4', 6)", 12 + 24)]
    [InlineData("\"ab\" + Number.ToString()", 12 + 24 + 24)]
    [InlineData("System.BitConverter.GetBytes(7L)", 12 + 12)]
    [InlineData("\"a,b\".Split(',')", 12 + 24 + 12 + 24 + 24 + 24)]
    [InlineData("new int[] { 1, 2, 3 }.Clone()", 24 + 24)]
    public void AnAllocation_TakesTheBoardsBlocks(string made, int bytes)
    {
        EmulatedDevice device = Boot(
            "static object kept; static int Number = 7; static void Main() { kept = " + made + "; }",
            """
            enum Kind : byte { First, Second }
            class Base { int a; long b; }
            class Derived : Base { static int None; object c; }
            class Holder { byte[] bytes = new byte[12]; }
            class Own : System.Exception { int extra; }
            """);
        device.Run();

        Assert.Equal(bytes, device.Heap.Allocated);
    }

    [Fact]
    public void AHeapOf110000Bytes_Holds98ArraysOf1000()
    {
        string said = Run(
            """
            static byte[][] kept = new byte[128][];
            static void Main()
            {
                int n = 0;
                try { while (true) { kept[n] = new byte[1000]; n++; } }
                catch (System.OutOfMemoryException) { throw new System.Exception(n.ToString()); }
            }
            """,
            heapBytes: 110_000);

        Assert.Contains("Exception: 98,", said);
    }

    [Fact]
    public void WhatIsNotReached_IsFree()
    {
        EmulatedDevice device = Boot(
            "static byte[] kept; static void Main() { for (int i = 0; i < 500; i++) { kept = null; kept = new byte[50000]; } }");

        Assert.Contains("Main returned", device.Run());
        Assert.Equal(500 * 50016, device.Heap.Allocated);
    }

    [Fact]
    public void FreeHeap_IsWhatIsLeft()
    {
        string said = Run(
            $$"""
            static byte[] kept;
            static void Main()
            {
                uint before = {{Free}};
                kept = new byte[1000];
                uint beside = {{Free}};
                kept = null;
                uint after = {{Free}};
                throw new System.Exception((before - beside).ToString() + " " + (before - after).ToString());
            }
            """);

        Assert.Contains("Exception: 1020 0,", said);
    }

    [Theory]
    [InlineData(786296, "fits")]
    [InlineData(786297, "does not fit")]
    public void TheLargestArray_IsTheRuntimes(int length, string expected)
    {
        string said = Run(
            "static byte[] kept; static void Main() { try { kept = new byte[" + length + "]; } "
            + "catch (System.OutOfMemoryException) { throw new System.Exception(\"does not fit\"); } throw new System.Exception(\"fits\"); }",
            board: "ESP32_PSRAM_REV3");

        Assert.Contains("Exception: " + expected + ",", said);
    }

    [Fact]
    public void MemoryThatEnds_EndsFirmwareThatDoesNotCatchIt()
    {
        string said = Run(
            "static byte[] kept; static void F(int n) { if (n > 0) { F(n - 1); kept[n] = 1; return; } kept = new byte[200000]; } "
            + "static void Main() { F(1); kept[1] = 2; }");

        Assert.Contains("uncaught OutOfMemoryException: 200016 bytes of heap are wanted and 90292 of ESP32_REV3's 98304 are free, ", said);
        Assert.EndsWith(", at P.F in P.Main", said);
    }

    [Fact]
    public void ANegativeLength_IsNoMatterOfMemory() => Assert.Contains(
        "uncaught OverflowException", Run("static int n = -1; static int[] kept; static void Main() { kept = new int[n]; }"));

    [Fact]
    public void StaticData_IsWhatTheProfileCheckSays()
    {
        EmulatedDevice device = Boot(
            "static void Main() { }",
            """
            static class Tables
            {
                const int Constant = 5;
                static readonly int Plain = 7;
                static readonly uint[] Table = { 1, 2, 3, 4, 5, 6, 7, 8 };
                static readonly string[] Names = new string[9];
                static readonly Pair Both = new Pair();
            }
            class Pair { long a; Pair b; }
            """);
        device.Run();

        long expected = ProfileCheck.Run(path, ProfileCompiler.ApiFolder).StaticHeapBytes;
        Assert.Equal(expected, device.Heap.InUse - BoardModel.RuntimeBytes);
        Assert.Equal((4 * 12) + (12 + 36) + (12 + 108) + 36, expected);
    }

    [Fact]
    public void CallsOfUnknownSize_AreRefusedByName()
    {
        ProfileCompiler.Build(
            "class P { static void Main() { lock (new object()) { } System.Console.WriteLine(typeof(P).FullName); new System.Threading.AutoResetEvent(false).Set(); } }", path);

        string message = Assert.Throws<EmulatorException>(() => FirmwareImage.Load(path)).Message;

        Assert.Contains("does not know what this firmware takes of a board's heap when it calls System.Threading.", message);
        Assert.Contains("System.Threading.AutoResetEvent::.ctor", message);
        Assert.Contains("System.Threading.Monitor::Enter", message);
        Assert.Contains("System.Type::GetTypeFromHandle", message);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>Otherwise what a test allocates later on the same thread would fill a heap that is long gone.</summary>
    [Fact]
    public void AfterARun_TheThreadIsNoDevicesAnyMore()
    {
        Run("static void Main() { }");

        Assert.Throws<InvalidOperationException>(() => EmulatedDevice.Current);
    }

    public void Dispose() => File.Delete(path);

    private string Run(string members, string board = "ESP32_REV3", uint heapBytes = 0) => Boot(members, "", board, heapBytes).Run();

    private EmulatedDevice Boot(string members, string types = "", string board = "ESP32_REV3", uint heapBytes = 0)
    {
        ProfileCompiler.Build("class P { " + members + " } " + types, path);
        BoardModel model = BoardModel.Find(board);
        return new EmulatedDevice(heapBytes == 0 ? model : model.WithHeap(heapBytes), FirmwareImage.Load(path), new MemoryLine([]));
    }
}
