using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Parts;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Tests.Metering;

/// <summary>The meter counts what runs, instruction by instruction, and changes nothing else.</summary>
public sealed class MeterTests : IDisposable
{
    private const string Sampler =
        """
        interface IScale { int Of(int x); }
        abstract class Shape { public int Side; public Shape(int side) { Side = side; } public abstract int Area(); }
        class Square : Shape, IScale
        {
            public Square(int side) : base(side) { }
            public override int Area() { return Side * Side; }
            public int Of(int x) { return x << Side; }
        }
        static class P
        {
            static int total;
            static int Mix(long wide, int narrow) { return (int)((wide + narrow) >> 3); }
            static int Collatz(int n) { int steps = 0; while (n != 1) { n = (n & 1) == 0 ? n >> 1 : 3 * n + 1; steps++; } return steps; }
            static int Gcd(int a, int b) { return b == 0 ? a : Gcd(b, a % b); }
            static int Choose(int n)
            {
                switch (n % 5) { case 0: return 7; case 1: return n; case 2: total++; break; case 3: return Gcd(n, 12); }
                return -1;
            }
            static void Main()
            {
                int[] table = new int[40];
                for (int i = 1; i < table.Length; i++) { table[i] = Collatz(i) + table[i - 1]; }
                for (int i = 0; i < table.Length; i++)
                {
                    for (int j = i; j > 0 && table[j] > table[j - 1]; j--) { int t = table[j]; table[j] = table[j - 1]; table[j - 1] = t; }
                    total += Choose(table[i]);
                }
                total += Mix(total, 7);
                System.Array.Copy(table, 0, table, 5, 30);
                Shape shape = new Square(3);
                IScale scale;
                for (int i = 0; i < 3; i++) { total += shape.Area() + shape.Side; scale = new Square(i); total += scale.Of(i); }
            }
        }
        """;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void ALoop_CountsWhatCanBeCountedByHand()
    {
        Meter meter = Run("class P { static int s; static void Main() { for (int i = 0; i < 10; i++) { s += i; } } }");

        // ldc stloc br | 10 times: ldsfld ldloc add stsfld, ldloc ldc add stloc | 11 times: ldloc ldc blt | ret
        Assert.Equal(3 + 10 * 8 + 11 * 3 + 1, meter.Instructions);
        Assert.Equal(2 + 10 * 4 + 11 * 2, meter[InstructionClass.Local]);
        Assert.Equal(20, meter[InstructionClass.Arithmetic]);
        Assert.Equal(20, meter[InstructionClass.Static]);
        Assert.Equal(13, meter[InstructionClass.Branch]);
        Assert.Equal(0, meter[InstructionClass.Call]);
    }

    [Fact]
    public void EveryClass_EqualsAnInstructionByInstructionCount()
    {
        Meter meter = Run(Sampler);
        SteppingCount stepping = new();
        using ModuleDefinition module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = new NanoResolver() });
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            method.Body.SimplifyMacros();
        }

        stepping.Run(module.EntryPoint);

        Assert.Equal(stepping.Classes, Enum.GetValues<InstructionClass>().Select(kind => meter[kind]));
        Assert.All(Enum.GetValues<InstructionClass>(), kind => Assert.True(meter[kind] > 0, kind.ToString()));
        Assert.Equal(meter.Instructions, meter.ByMethod().Values.Sum());
    }

    /// <summary>Calls of the base library are a class of their own, but for constructors of base classes.</summary>
    [Fact]
    public void CallsOfTheLibrary_AreToldFromTheFirmwaresOwn()
    {
        Meter meter = Run(
            """
            class Shape { public override string ToString() { return "shape"; } }
            class P
            {
                static int s;
                static int Own(string text) { return text.Length; }
                static void Main()
                {
                    byte[] bytes = new byte[8];
                    System.Array.Copy(bytes, 0, bytes, 4, 4);
                    s = (int)System.BitConverter.ToUInt32(bytes, 4);
                    object shape = new Shape();
                    s = Own(shape.ToString());
                }
            }
            """);

        // Copy, ToUInt32, get_Length, and ToString, which is the library's to who calls it; Own, and Object's constructor.
        Assert.Equal(4, meter[InstructionClass.Library]);
        Assert.Equal(2, meter[InstructionClass.Call]);
        Assert.Equal(0, meter[InstructionClass.Virtual]);
        Assert.Equal(2, meter[InstructionClass.Allocation]);
    }

    [Fact]
    public void Handlers_CountWhenTheyRun()
    {
        Meter meter = Run(
            """
            class P
            {
                static int caught, ended, filtered;
                static void Main()
                {
                    for (int i = 0; i < 7; i++)
                    {
                        try { if (i % 3 == 0) { throw new System.InvalidOperationException(); } }
                        catch (System.InvalidOperationException) when (i > 0) { caught = caught + 1; }
                        catch (System.Exception) { filtered = filtered + 1; }
                        finally { ended = ended + 1; }
                    }
                }
            }
            """);

        // Rows 0, 3 and 6 throw: 3 catches in all, and 7 times the finally, each a load and a store of a static field.
        Assert.Equal(2 * (3 + 7), meter[InstructionClass.Static]);
        Assert.Equal(3, meter[InstructionClass.Allocation]);
    }

    [Fact]
    public void CountsAddUp_FromBootToBoot()
    {
        ProfileCompiler.Build("class P { static int s; static void Main() { for (int i = 0; i < 10; i++) { s += i; } } }", path);
        FirmwareImage image = FirmwareImage.Load(path, metered: true);
        image.NewMain()();
        long once = image.Meter!.Instructions;

        image.NewMain()();

        Assert.Equal(2 * once, image.Meter.Instructions);
    }

    public void Dispose() => File.Delete(path);

    private Meter Run(string source)
    {
        ProfileCompiler.Build(source, path);
        FirmwareImage image = FirmwareImage.Load(path, metered: true);
        image.NewMain()();
        return image.Meter!;
    }
}
