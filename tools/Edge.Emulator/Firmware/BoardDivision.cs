using Edge.Emulator.Runtime;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Firmware;

/// <summary>
/// Integer division as the board has it: by zero it throws System.Exception, and the least number divided by -1 crashes the board. The
/// checks are made of instructions that work on 32 and 64 bits alike, so that no operand's type need be known. Methods that use floating
/// point, which no firmware of this project does, keep .NET's divisions.
/// </summary>
internal static class BoardDivision
{
    /// <summary>Puts the checks before every integer division and remainder of a module.</summary>
    internal static void Apply(ModuleDefinition module)
    {
        MethodReference byZero = module.ImportReference(typeof(BoardFaults).GetMethod(nameof(BoardFaults.DivisionByZero)));
        MethodReference overflow = module.ImportReference(typeof(BoardFaults).GetMethod(nameof(BoardFaults.DivisionOverflow)));
        IEnumerable<MethodDefinition> methods = module.GetTypes().SelectMany(type => type.Methods);
        foreach (MethodDefinition method in methods.Where(method => method.HasBody && !UsesFloatingPoint(method)))
        {
            Instruction[] divisions =
            [
                .. method.Body.Instructions.Where(at => at.OpCode.Code is Code.Div or Code.Rem or Code.Div_Un or Code.Rem_Un)
                    .Where(at => !IsByConstant(at)),
            ];
            if (divisions.Length == 0)
            {
                continue;
            }

            method.Body.SimplifyMacros();
            foreach (Instruction division in divisions)
            {
                Check(method.Body.GetILProcessor(), division, byZero, overflow);
            }

            method.Body.OptimizeMacros();
        }
    }

    private static bool UsesFloatingPoint(MethodDefinition method) =>
        method.Body.Variables.Any(variable => IsFloatingPoint(variable.VariableType))
        || method.Parameters.Any(parameter => IsFloatingPoint(parameter.ParameterType))
        || method.Body.Instructions.Any(at => at.OpCode.Code is Code.Ldc_R4 or Code.Ldc_R8 or Code.Conv_R4 or Code.Conv_R8
            or Code.Conv_R_Un or Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Ldind_R4 or Code.Ldind_R8
            || (at.Operand is FieldReference field && IsFloatingPoint(field.FieldType))
            || (at.Operand is MethodReference called && IsFloatingPoint(called.ReturnType)));

    private static bool IsFloatingPoint(TypeReference type) => type.MetadataType is MetadataType.Single or MetadataType.Double;

    /// <summary>True where the divisor is a constant other than 0 and -1.</summary>
    private static bool IsByConstant(Instruction division)
    {
        Instruction divisor = division.Previous;
        if (divisor.OpCode.Code is Code.Conv_I8 or Code.Conv_U8)
        {
            divisor = divisor.Previous;
        }

        return divisor.OpCode.Code switch
        {
            >= Code.Ldc_I4_1 and <= Code.Ldc_I4_8 => true,
            Code.Ldc_I4_S => (sbyte)divisor.Operand is not (0 or -1),
            Code.Ldc_I4 => (int)divisor.Operand is not (0 or -1),
            Code.Ldc_I8 => (long)divisor.Operand is not (0 or -1),
            _ => false,
        };
    }

    /// <summary>
    /// On the stack lie a and b. b = 0 where b is false, b = -1 where its complement is. Then a is the least number where the lowest bit
    /// set in it, a and -a, is the sign.
    /// </summary>
    private static void Check(ILProcessor il, Instruction division, MethodReference byZero, MethodReference overflow)
    {
        // The division stays the target of branches: it becomes the first instruction of the check, and a copy follows.
        Instruction divide = il.Create(division.OpCode);
        Instruction isNotZero = il.Create(OpCodes.Nop);
        Instruction isNotLeast = il.Create(OpCodes.Dup);
        List<Instruction> check =
        [
            il.Create(OpCodes.Brtrue, isNotZero),
            il.Create(OpCodes.Call, byZero),
            isNotZero,
        ];
        if (division.OpCode.Code is Code.Div or Code.Rem)
        {
            check.AddRange(
            [
                il.Create(OpCodes.Dup),
                il.Create(OpCodes.Not),
                il.Create(OpCodes.Brtrue, divide),
                il.Create(OpCodes.Pop),
                il.Create(OpCodes.Dup),
                il.Create(OpCodes.Dup),
                il.Create(OpCodes.Neg),
                il.Create(OpCodes.And),
                il.Create(OpCodes.Conv_I8),
                il.Create(OpCodes.Ldc_I8, 0L),
                il.Create(OpCodes.Bge, isNotLeast),
                il.Create(OpCodes.Call, overflow),

                // -1 again, of a's type: a xor a is 0, its complement -1.
                isNotLeast,
                il.Create(OpCodes.Dup),
                il.Create(OpCodes.Xor),
                il.Create(OpCodes.Not),
            ]);
        }

        check.Add(divide);
        division.OpCode = OpCodes.Dup;
        Instruction at = division;
        foreach (Instruction instruction in check)
        {
            il.InsertAfter(at, instruction);
            at = instruction;
        }
    }
}
