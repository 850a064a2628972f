using Edge.Emulator.Metering;
using Edge.Emulator.Tests.Parts;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Tests.Metering;

/// <summary>Arithmetic on 64 bits is told from that on 32 by what lies on the stack.</summary>
public sealed class OperandWidthTests : IDisposable
{
    private const string Members =
        """
        enum Far : long { Away = 1L << 40 }
        enum Near { Here }
        class Box { public long Wide; public int Narrow; public long Get() { return Wide; } public static ulong Shared; }
        """;

    private readonly string path = Path.GetTempFileName();

    [Theory]
    [InlineData("int M(int a, int b) { return a + b; }", "local local arithmetic branch")]
    [InlineData("uint M(uint a, uint b) { return a * b >> 24; }", "local local arithmetic local arithmetic branch")]
    [InlineData("long M(long a, int b) { return a + b; }", "local local wide wide branch")]
    [InlineData("int M(long a) { return (int)a - 1; }", "local wide local arithmetic branch")]
    [InlineData("int M(byte a) { return (sbyte)a; }", "local arithmetic branch")]
    [InlineData("ulong M(ulong a, int b) { return a >> b; }", "local local local bitwise wide branch")]
    [InlineData("int M(int a, long b) { return a << (int)b; }", "local local wide local bitwise arithmetic branch")]
    [InlineData("long M(long a) { return ~a; }", "local bitwise branch")]
    [InlineData("long M(long a, long b) { return -a * b; }", "local wide local wide branch")]
    [InlineData("bool M(long a, long b) { return a < b; }", "local local wide branch")]
    [InlineData("bool M(int a, int b) { return a < b; }", "local local arithmetic branch")]
    [InlineData("int M(long[] a, int[] b) { return b[0] + b[(int)a[1]]; }", "local local array local local local array wide array arithmetic branch")]
    [InlineData("long M(Box a) { return a.Wide * a.Get(); }", "local field local call wide branch")]
    [InlineData("int M(Box a) { return a.Narrow * a.Narrow; }", "local field local field arithmetic branch")]
    [InlineData("ulong M() { return Box.Shared / 3; }", "static local wide wide branch")]
    [InlineData("bool M(Far a) { return a > Far.Away; }", "local local wide branch")]
    [InlineData("bool M(Near a) { return a > Near.Here; }", "local local arithmetic branch")]
    [InlineData("long M(ref long a) { return a + a; }", "local local local local wide branch")]
    [InlineData("long M(object a) { return (long)a + 1; }", "local wide local wide wide branch")]
    public void Instructions_AreOfTheClassesThatTheirOperandsMakeThem(string method, string classes) =>
        Assert.Equal(classes, string.Join(' ', Classes(method).Select(kind => kind.ToString().ToLowerInvariant())));

    /// <summary>What lies on the stack at a join came by either path.</summary>
    [Theory]
    [InlineData("long M(bool a, long b, long c) { return (a ? b : c) + b; }", 1, 0)]
    [InlineData("int M(bool a, int b, int c) { return (a ? b : c) + b; }", 0, 1)]
    [InlineData("long M(int a) { long sum = 0; for (int i = 0; i < a; i++) { sum += i; } return sum; }", 3, 1)]
    [InlineData("int M(int a) { switch (a) { case 0: return a + 1; case 1: return (int)(a + 1L); case 2: return a * 3; } throw new System.Exception(); }", 4, 2)]
    [InlineData("long M(long a) { try { return a + 1; } catch (System.Exception) { return a - 1; } finally { Box.Shared++; } }", 6, 0)]
    public void Joins_HaveTheWidthsOfEitherPath(string method, int wide, int narrow)
    {
        InstructionClass[] classes = [.. Classes(method)];
        Assert.Equal((wide, narrow), (classes.Count(kind => kind == InstructionClass.Wide), classes.Count(kind => kind == InstructionClass.Arithmetic)));
    }

    /// <summary>Every instruction gets a class; where a method has nothing of 64 bits, none of them is wide, and the kernels have both.</summary>
    [Fact]
    public void TheFirmware_IsUnderstoodThroughout()
    {
        using NanoResolver resolver = new();
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), new ReaderParameters { AssemblyResolver = resolver });
        Dictionary<InstructionClass, int> found = [];
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            method.Body.SimplifyMacros();
            IReadOnlyDictionary<Instruction, InstructionClass> classes = InstructionClasses.Of(method.Body);

            Assert.Equal(method.Body.Instructions.Count, classes.Count);
            Assert.True(MentionsWide(method) || !classes.Values.Contains(InstructionClass.Wide), method.FullName);
            foreach (InstructionClass kind in classes.Values)
            {
                found[kind] = found.GetValueOrDefault(kind) + 1;
            }
        }

        Assert.True(found[InstructionClass.Wide] > 100);
        Assert.True(found[InstructionClass.Arithmetic] > found[InstructionClass.Wide]);
    }

    public void Dispose() => File.Delete(path);

    private static bool MentionsWide(MethodDefinition method) =>
        method.Parameters.Any(parameter => IsWide(parameter.ParameterType))
        || method.Body.Variables.Any(variable => IsWide(variable.VariableType))
        || method.Body.Instructions.Any(at =>
            at.OpCode.Code is Code.Ldc_I8 or Code.Conv_I8 or Code.Conv_U8 or Code.Ldelem_I8
            || (at.Operand is FieldReference field && IsWide(field.FieldType))
            || (at.Operand is MethodReference called && IsWide(called.ReturnType)));

    private static bool IsWide(TypeReference type) =>
        type is TypeSpecification made ? IsWide(made.ElementType) : type.MetadataType is MetadataType.Int64 or MetadataType.UInt64;

    private IEnumerable<InstructionClass> Classes(string source)
    {
        ProfileCompiler.Build($"{Members} class P {{ static {source} static void Main() {{ }} }}", path);
        using NanoResolver resolver = new();
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            new MemoryStream(File.ReadAllBytes(path)), new ReaderParameters { AssemblyResolver = resolver });
        MethodBody body = module.GetType("P").Methods.Single(method => method.Name == "M").Body;
        body.SimplifyMacros();
        IReadOnlyDictionary<Instruction, InstructionClass> classes = InstructionClasses.Of(body);
        return [.. body.Instructions.Select(instruction => classes[instruction])];
    }
}
