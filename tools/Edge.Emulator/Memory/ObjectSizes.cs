using Edge.Core.Inference;
using Mono.Cecil;

namespace Edge.Emulator.Memory;

/// <summary>Bytes that objects and elements take on a board's heap, from their types in the metadata.</summary>
public static class ObjectSizes
{
    /// <summary>A delegate: its block, class, method and depth, and a block that refers to its object.</summary>
    public const int DelegateBytes = 3 * BoardHeap.BlockBytes;

    /// <summary>A string literal: a block that refers to the text, which stays in flash.</summary>
    public const int LiteralBytes = BoardHeap.BlockBytes;

    /// <summary>Fields that the board's library gives its own classes, by the names of those that firmware may make or derive from.</summary>
    private static readonly Dictionary<string, int> LibraryFields = new()
    {
        ["System.Object"] = 0,
        ["System.Attribute"] = 0,
        ["System.MarshalByRefObject"] = 0,
        ["System.Exception"] = 4,
        ["System.ArgumentException"] = 5,
        [typeof(Runtime.BoardRandom).FullName!] = 1,

        // 19 fields, the object it locks (one block) and its stream (three).
        [typeof(Runtime.SerialPort).FullName!] = 23,
    };

    /// <summary>Bytes of an object of a class with all it inherits; null where the board's fields of a library class are not known.</summary>
    public static int? Of(TypeReference type) => Fields(type) is { } fields ? BoardHeap.ObjectBytes(fields) : null;

    /// <summary>Bytes of a boxed value.</summary>
    public static int Boxed(TypeReference type)
    {
        TypeDefinition definition = type.Resolve();
        return BoardHeap.ObjectBytes(definition.IsPrimitive || definition.IsEnum ? 1 : Math.Max(1, Instance(definition)));
    }

    /// <summary>Bytes of an array's element: of a number its own, of anything else a block.</summary>
    public static int Element(TypeReference type)
    {
        TypeReference number = type.IsValueType && type.Resolve() is { IsEnum: true } values
            ? values.Fields.First(field => !field.IsStatic).FieldType
            : type;
        return number.MetadataType switch
        {
            MetadataType.Boolean or MetadataType.Byte or MetadataType.SByte => 1,
            MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16 => 2,
            MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single or MetadataType.IntPtr or MetadataType.UIntPtr => 4,
            MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => 8,
            _ => BoardHeap.BlockBytes,
        };
    }

    /// <summary>Bytes of the static fields of a module, a block each; constants and the data of array initializers stay in flash.</summary>
    public static int Statics(ModuleDefinition module) => BoardHeap.BlockBytes * module.GetTypes()
        .SelectMany(type => type.Fields)
        .Count(field => field.IsStatic && !field.IsLiteral && field.InitialValue.Length == 0);

    private static int? Fields(TypeReference type)
    {
        int own = 0;
        TypeReference? at = type;
        for (; at is TypeDefinition definition; at = definition.BaseType)
        {
            own += Instance(definition);
        }

        return at is not null && LibraryFieldsOf(at) is { } fields ? own + fields : null;
    }

    /// <summary>Exceptions are known by their nearest relative in the table: those between add no fields.</summary>
    private static int? LibraryFieldsOf(TypeReference type)
    {
        if (LibraryFields.TryGetValue(type.FullName, out int exact))
        {
            return exact;
        }

        for (TypeReference? at = type; at is not null; at = at.Resolve()?.BaseType)
        {
            if (at.FullName is "System.ArgumentException" or "System.Exception")
            {
                return LibraryFields[at.FullName];
            }
        }

        return null;
    }

    private static int Instance(TypeDefinition type) => type.Fields.Count(field => !field.IsStatic);
}
