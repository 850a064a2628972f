using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.Emulator.Metering;

/// <summary>Sorts IL instructions into classes.</summary>
public static class InstructionClasses
{
    /// <summary>Number of classes.</summary>
    public const int Count = (int)InstructionClass.Allocation + 1;

    /// <summary>The class of every instruction of a body, whose references must resolve.</summary>
    /// <param name="body">A body whose short forms have been written out.</param>
    public static IReadOnlyDictionary<Instruction, InstructionClass> Of(MethodBody body)
    {
        HashSet<Instruction> wide = OperandWidths.Wide(body);
        return body.Instructions.ToDictionary(instruction => instruction, instruction => Of(instruction, wide.Contains(instruction)));
    }

    private static InstructionClass Of(Instruction instruction, bool isWide) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw => InstructionClass.Branch,
        _ => OfCode(instruction) switch
        {
            InstructionClass.Arithmetic when isWide => InstructionClass.Wide,
            InstructionClass kind => kind,
        },
    };

    private static InstructionClass OfCode(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Newobj or Code.Newarr or Code.Box:
                return InstructionClass.Allocation;
            case Code.Calli:
                return InstructionClass.Call;
            case Code.Call or Code.Callvirt:
                return OfCall(instruction.OpCode.Code, (MethodReference)instruction.Operand);
            case Code.Ldfld or Code.Ldflda or Code.Stfld:
                return InstructionClass.Field;
            case Code.Ldsfld or Code.Ldsflda or Code.Stsfld:
                return InstructionClass.Static;
            case Code.Ldlen or (>= Code.Ldelema and <= Code.Stelem_Any):
                return InstructionClass.Array;
            case Code.And or Code.Or or Code.Xor or Code.Not:
                return InstructionClass.Bitwise;
            case (>= Code.Add and <= Code.Conv_U8) or (>= Code.Conv_Ovf_I1_Un and <= Code.Conv_Ovf_U_Un)
                or (>= Code.Conv_Ovf_I1 and <= Code.Conv_Ovf_U8) or (>= Code.Conv_U2 and <= Code.Sub_Ovf_Un)
                or Code.Conv_U or Code.Conv_R_Un or (>= Code.Ceq and <= Code.Clt_Un)
                or Code.Castclass or Code.Isinst or Code.Unbox or Code.Unbox_Any:
                return InstructionClass.Arithmetic;
            default:
                return InstructionClass.Local;
        }
    }

    /// <summary>
    /// A method of another assembly is the base library's; of those, constructors of base classes are interpreted as the firmware's own
    /// are. C# calls plain methods of objects by callvirt too, for its check of null; no method table is looked into then.
    /// </summary>
    private static InstructionClass OfCall(Code code, MethodReference reference)
    {
        MethodDefinition method = reference.Resolve();
        return method.Module != reference.Module && !method.IsConstructor ? InstructionClass.Library
            : code == Code.Call || !method.IsVirtual ? InstructionClass.Call
            : method.DeclaringType.IsInterface ? InstructionClass.Interface
            : InstructionClass.Virtual;
    }
}
