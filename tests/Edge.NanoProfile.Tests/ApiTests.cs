using Edge.Testing.Nano;

namespace Edge.NanoProfile.Tests;

/// <summary>Source that calls what a board lacks does not compile against the reference assemblies.</summary>
public class ApiTests
{
    [Theory]
    [InlineData("int[] a = { 3, 1 }; uint s = 0; foreach (int v in a) { s += (uint)v; } System.Console.WriteLine(\"s \" + s);")]
    [InlineData("ulong[][] w = new ulong[2][]; w[0] = new ulong[] { 1UL, 2UL, ulong.MaxValue }; System.Array.Copy(w[0], 0, w[0], 1, 2);")]
    [InlineData("object o = new object(); lock (o) { System.Threading.Thread.Sleep(1); }")]
    [InlineData("try { throw new System.TimeoutException(\"t\"); } catch (System.Exception e) when (e.Message != null) { }")]
    [InlineData("var p = new System.IO.Ports.SerialPort(\"COM2\", 115200); p.Open(); int n = p.BytesToRead; p.Write(new byte[n], 0, n);")]
    [InlineData("uint free = nanoFramework.Runtime.Native.GC.Run(true); ulong t = nanoFramework.Hardware.Esp32.HighResTimer.GetCurrent();")]
    [InlineData("byte b = 7; string s = b switch { 1 => \"one\", 7 => \"seven\", _ => \"many\" }; System.Console.WriteLine($\"{s}\");")]
    public void WhatABoardHas_Compiles(string statements)
    {
        Assert.Empty(ProfileCompiler.Errors(Program(statements)));
    }

    [Theory]
    [InlineData("System.Math.Max(1, 2);", "Math")]
    [InlineData("var l = new System.Collections.Generic.List<int>();", "Generic")]
    [InlineData("System.Span<byte> s = new byte[3];", "Span")]
    [InlineData("string.Join(\",\", new string[0]);", "Join")]
    [InlineData("int n = System.Linq.Enumerable.Count(new int[3]);", "Linq")]
    [InlineData("int? n = null;", "Nullable")]
    [InlineData("var t = (1, 2);", "ValueTuple")]
    [InlineData("int[] a = new int[3]; int n = a[^1];", "Index")]
    [InlineData("System.Array.Sort(new int[3]);", "Sort")]
    [InlineData("System.Array.Fill(new int[3], 1);", "Fill")]
    [InlineData("int n = System.Numerics.BitOperations.PopCount(3u);", "Numerics")]
    [InlineData("System.Buffer.BlockCopy(null, 0, null, 0, 0);", "Buffer")]
    [InlineData("System.IO.File.ReadAllBytes(\"x\");", "File")]
    [InlineData("double d = double.Parse(\"1.5\");", "Parse")]
    [InlineData("decimal d = 1m;", "Decimal")]
    [InlineData("System.Threading.Tasks.Task t = null;", "Tasks")]
    [InlineData("var h = System.Security.Cryptography.SHA256.Create();", "Security")]
    [InlineData("new System.IO.Ports.SerialPort(\"COM2\").DiscardInBuffer();", "DiscardInBuffer")]
    [InlineData("new System.IO.Ports.SerialPort(\"COM2\").DataReceived += null;", "DataReceived")]
    [InlineData("var f = nanoFramework.Hardware.Esp32.DeviceFunction.COM9_RX;", "COM9_RX")]
    [InlineData("volatile_ = 1; } static volatile int volatile_; static void Other() {", "IsVolatile")]
    [InlineData("} static System.Collections.Generic.IEnumerable<int> Some() { yield return 1;", "Generic")]
    [InlineData("} static async void Later() {", "async")]
    public void WhatABoardLacks_DoesNotCompile(string statements, string named)
    {
        string[] errors = ProfileCompiler.Errors(Program(statements));

        Assert.Contains(errors, error => error.Contains(named, StringComparison.OrdinalIgnoreCase));
    }

    private static string Program(string statements) => "class P { static void Main() { " + statements + " } }";
}
