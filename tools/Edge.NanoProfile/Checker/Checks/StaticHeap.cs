using System.Globalization;
using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>
/// Heap that static data takes from boot on, in the board's blocks of 12 bytes: a block for each static field; for each array that a static
/// initializer makes a block and its elements, rounded up; for each object of the assembly's own a block and one per field.
/// What constructors and called methods allocate, and arrays whose length is computed, come on top.
/// </summary>
public static class StaticHeap
{
    /// <summary>Bytes of a heap block.</summary>
    public const int BlockBytes = 12;

    /// <summary>Looks at static fields and initializers; returns bytes of heap.</summary>
    public static long Run(ModuleDefinition module, FindingList findings)
    {
        long bytes = 0;
        foreach (TypeDefinition type in module.GetTypes())
        {
            bytes += (long)BlockBytes * type.Fields.Count(field => field.IsStatic && !field.IsLiteral && field.InitialValue.Length == 0);
            MethodDefinition? initializer = type.Methods.FirstOrDefault(method => method.IsConstructor && method.IsStatic);
            foreach (Instruction instruction in initializer?.Body.Instructions ?? [])
            {
                if (instruction.OpCode.Code == Code.Newarr && Constant(instruction.Previous) is { } length)
                {
                    TypeReference element = (TypeReference)instruction.Operand;
                    long taken = ArrayBytes(element, length);
                    bytes += taken;
                    findings.Add(Rule.StaticData, initializer!, instruction, string.Create(
                        CultureInfo.InvariantCulture, $"a static {element.Name}[{length}] takes {taken} bytes of heap from boot on"));
                }
                else if (instruction is { OpCode.Code: Code.Newobj, Operand: MethodDefinition { DeclaringType: var made } } && !made.IsValueType)
                {
                    bytes += BlockBytes * (1L + InstanceFields(made));
                }
            }
        }

        return bytes;
    }

    /// <summary>Heap bytes of an array.</summary>
    public static long ArrayBytes(TypeReference element, int length)
    {
        long data = (long)length * ElementBytes(element.MetadataType);
        return BlockBytes * (1 + ((data + BlockBytes - 1) / BlockBytes));
    }

    /// <summary>Bytes of an element; whatever is no primitive takes a block that refers to it or holds it.</summary>
    private static int ElementBytes(MetadataType type) => type switch
    {
        MetadataType.Boolean or MetadataType.Byte or MetadataType.SByte => 1,
        MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16 => 2,
        MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single or MetadataType.IntPtr or MetadataType.UIntPtr => 4,
        MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => 8,
        _ => BlockBytes,
    };

    private static int InstanceFields(TypeDefinition type)
    {
        int count = 0;
        for (TypeDefinition? t = type; t is not null; t = t.BaseType as TypeDefinition)
        {
            count += t.Fields.Count(field => !field.IsStatic);
        }

        return count;
    }

    private static int? Constant(Instruction? instruction) => instruction?.OpCode.Code switch
    {
        Code.Ldc_I4 => (int)instruction.Operand,
        Code.Ldc_I4_S => (sbyte)instruction.Operand,
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => instruction.OpCode.Code - Code.Ldc_I4_0,
        _ => null,
    };
}
