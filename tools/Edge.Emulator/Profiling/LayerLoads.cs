using Edge.Emulator.Metering;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Profiling;

/// <summary>
/// Finds where firmware turns to a layer: where it loads an element of an array of layers (a class of the firmware whose name ends in
/// "Layer") and where inference begins anew (an entry to a public method of the class that owns such an array). What runs from there to
/// the next such place is that layer's, or the row's own. Kernels need no marks, and may be rewritten freely.
/// </summary>
internal static class LayerLoads
{
    /// <summary>Namespace of inference in the firmware; those within it belong to it.</summary>
    internal const string Inference = "Edge.Core.Inference";

    /// <summary>How the names of classes end that are layers.</summary>
    internal const string LayerSuffix = "Layer";

    /// <summary>The loads in a method: instructions that find array and index on the stack, the index on top.</summary>
    internal static HashSet<Instruction> In(MethodDefinition method) =>
        !IsInference(method) ? []
        : [.. method.Body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ldelem_Ref && LoadsLayer(instruction, method))];

    /// <summary>True where a call of the method begins anew: it is open to callers and its class owns the layers.</summary>
    internal static bool Begins(MethodDefinition method) =>
        IsInference(method)
        && method is { IsPublic: true, IsConstructor: false }
        && method.DeclaringType.Fields.Any(field => IsLayers(field.FieldType));

    private static bool IsInference(MethodDefinition method) =>
        (method.DeclaringType.Namespace + ".").StartsWith(Inference + ".", StringComparison.Ordinal);

    private static bool LoadsLayer(Instruction load, MethodDefinition method)
    {
        Instruction? array = Producer(load.Previous, method);
        return array is not null && IsLayers(TypeOf(array, method));
    }

    /// <summary>The instruction that ends behind what the given one leaves on the stack; null where the stack's history branches.</summary>
    private static Instruction? Producer(Instruction top, MethodDefinition method)
    {
        int wanted = 1;
        for (Instruction? at = top; at is not null && IsPlain(at); at = at.Previous)
        {
            wanted += StackEffect.Pops(at, method) - StackEffect.Pushes(at);
            if (wanted == 0)
            {
                return at.Previous;
            }
        }

        return null;
    }

    private static bool IsPlain(Instruction instruction) => instruction.OpCode.FlowControl is FlowControl.Next;

    private static TypeReference? TypeOf(Instruction instruction, MethodDefinition method) => instruction.Operand switch
    {
        FieldReference field => field.FieldType,
        VariableDefinition local => local.VariableType,
        ParameterDefinition parameter => parameter.ParameterType,
        _ => null,
    };

    private static bool IsLayers(TypeReference? type) =>
        type is ArrayType { IsVector: true } array
        && array.ElementType.Name.EndsWith(LayerSuffix, StringComparison.Ordinal)
        && array.ElementType.Scope == array.Module;
}
