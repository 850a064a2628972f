using System.Globalization;
using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>Sizes of methods, and single instructions.</summary>
public static class CodeCheck
{
    private static readonly HashSet<Code> FloatingPoint =
    [
        Code.Ldc_R4, Code.Ldc_R8, Code.Conv_R4, Code.Conv_R8, Code.Conv_R_Un, Code.Ldind_R4, Code.Ldind_R8, Code.Stind_R4, Code.Stind_R8,
        Code.Ldelem_R4, Code.Ldelem_R8, Code.Stelem_R4, Code.Stelem_R8, Code.Ckfinite,
    ];

    private static readonly HashSet<Code> Pointers = [Code.Localloc, Code.Calli, Code.Cpblk, Code.Initblk];

    private static readonly HashSet<string> ThreadTypes = ["System.Threading.Thread", "System.Threading.Timer"];

    /// <summary>Looks at every method body; returns the bytes of IL of the assembly.</summary>
    public static int Run(ModuleDefinition module, FindingList findings)
    {
        int bytes = 0;
        foreach (MethodDefinition method in Uses.Bodies(module))
        {
            MethodBody body = method.Body;
            bytes += body.CodeSize;
            Limit(body.Variables.Count, BoardLimits.MostLocals, Rule.Locals, "locals");
            Limit(body.CodeSize, BoardLimits.MostBodyBytes, Rule.BodySize, "bytes of IL");
            foreach (Instruction instruction in body.Instructions)
            {
                Look(method, instruction, findings);
            }

            void Limit(int count, int most, Rule rule, string what)
            {
                if (count > most)
                {
                    findings.Add(rule, method, Invariant($"{count} {what} in one method: a board takes {most}; split the method"));
                }
            }
        }

        if (bytes > BoardLimits.MostIlBytes)
        {
            findings.Add(
                Rule.AssemblySize,
                Place.Assembly,
                Invariant($"{bytes} bytes of IL: a board takes {BoardLimits.MostIlBytes} in an assembly; split the assembly"));
        }

        return bytes;
    }

    private static void Look(MethodDefinition method, Instruction instruction, FindingList findings)
    {
        Code code = instruction.OpCode.Code;
        if (instruction.OpCode.Name.Contains(".ovf", StringComparison.Ordinal))
        {
            findings.Add(Rule.CheckedArithmetic, method, instruction, "checked arithmetic: on a board it wraps around and never throws");
        }
        else if (FloatingPoint.Contains(code))
        {
            findings.Add(Rule.FloatingPoint, method, instruction, TypeCheck.FloatingPointText);
        }
        else if (Pointers.Contains(code))
        {
            findings.Add(Rule.Pointers, method, instruction, $"{instruction.OpCode.Name}: the metadata processor takes no pointers");
        }
        else if (instruction.Operand is Instruction[] targets && targets.Length > BoardLimits.MostSwitchTargets)
        {
            findings.Add(
                Rule.SwitchTargets,
                method,
                instruction,
                Invariant($"a switch with {targets.Length} targets: a board takes {BoardLimits.MostSwitchTargets}"));
        }
        else if (code == Code.Newobj && ThreadTypes.Contains(((MethodReference)instruction.Operand).DeclaringType.FullName))
        {
            findings.Add(
                Rule.Threads,
                method,
                instruction,
                "starts a thread: a board's threads share one core in turns of 20 ms, and the emulator runs one thread only");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
