using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.Emulator.Metering;

/// <summary>
/// Finds which instructions of a method work on 64 bits. IL does not say: add is one instruction for all widths. The widths of what lies on
/// the evaluation stack are followed along every path; in verifiable IL they are the same whichever path leads to an instruction
/// (ECMA-335, III.1.8.1.3), so that each is looked at once.
/// </summary>
internal static class OperandWidths
{
    /// <summary>The instructions that take or leave a value of 64 bits, moves of such values too. What nothing leads to is not among them.</summary>
    /// <param name="body">A body whose short forms have been written out.</param>
    internal static HashSet<Instruction> Wide(MethodBody body)
    {
        Dictionary<Instruction, ImmutableStack<bool>> before = [];
        Stack<Instruction> open = new();
        Reach(body.Instructions[0], []);
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            // Such a block starts with the exception on the stack, others with nothing.
            Reach(handler.HandlerStart, handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter ? [false] : []);
            if (handler.FilterStart is not null)
            {
                Reach(handler.FilterStart, [false]);
            }
        }

        HashSet<Instruction> wide = [];
        while (open.TryPop(out Instruction? at))
        {
            (ImmutableStack<bool> after, bool isWide) = Run(at, before[at], body);
            if (isWide)
            {
                wide.Add(at);
            }

            foreach (Instruction next in FlowGraph.Next(at))
            {
                Reach(next, after);
            }
        }

        return wide;

        void Reach(Instruction instruction, ImmutableStack<bool> stack)
        {
            if (before.TryAdd(instruction, stack))
            {
                open.Push(instruction);
            }
        }
    }

    /// <summary>The stack behind an instruction, true for 64 bits, and whether any of its values has them.</summary>
    private static (ImmutableStack<bool> After, bool IsWide) Run(Instruction at, ImmutableStack<bool> stack, MethodBody body)
    {
        bool takesWide = false;
        bool deepest = false;
        for (int taken = StackEffect.Pops(at, body.Method); taken > 0; taken--)
        {
            stack = stack.Pop(out deepest);
            takesWide |= deepest;
        }

        bool leavesWide = false;
        for (int left = StackEffect.Pushes(at); left > 0; left--)
        {
            leavesWide = LeavesWide(at, deepest, body);
            stack = stack.Push(leavesWide);
        }

        return (at.OpCode.StackBehaviourPop == StackBehaviour.PopAll ? [] : stack, takesWide || leavesWide);
    }

    /// <summary>True where what an instruction leaves has 64 bits.</summary>
    /// <param name="at">The instruction.</param>
    /// <param name="first">True where the first of its operands has.</param>
    /// <param name="body">The body that it is in.</param>
    private static bool LeavesWide(Instruction at, bool first, MethodBody body) => at.OpCode.Code switch
    {
        Code.Ldc_I8 or Code.Ldc_R8 or Code.Ldelem_I8 or Code.Ldelem_R8 or Code.Ldind_I8 or Code.Ldind_R8 => true,
        Code.Conv_I8 or Code.Conv_U8 or Code.Conv_R8 or Code.Conv_R_Un or Code.Conv_Ovf_I8 or Code.Conv_Ovf_U8
            or Code.Conv_Ovf_I8_Un or Code.Conv_Ovf_U8_Un => true,
        (>= Code.Add and <= Code.Not) or (>= Code.Add_Ovf and <= Code.Sub_Ovf_Un) or Code.Dup or Code.Ckfinite => first,
        Code.Ldloc => IsWide(((VariableDefinition)at.Operand).VariableType),
        Code.Ldarg => at.Operand is ParameterDefinition parameter && parameter != body.ThisParameter && IsWide(parameter.ParameterType),
        Code.Ldfld or Code.Ldsfld => IsWide(((FieldReference)at.Operand).FieldType),
        Code.Ldelem_Any or Code.Ldobj or Code.Unbox_Any => IsWide((TypeReference)at.Operand),
        Code.Call or Code.Callvirt or Code.Calli => IsWide(((IMethodSignature)at.Operand).ReturnType),
        _ => false,
    };

    private static bool IsWide(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => true,
        MetadataType.ValueType => type.Resolve() is { IsEnum: true } declared && IsWide(declared.Fields.Single(field => !field.IsStatic).FieldType),
        MetadataType.RequiredModifier or MetadataType.OptionalModifier => IsWide(type.GetElementType()),
        _ => false,
    };
}
