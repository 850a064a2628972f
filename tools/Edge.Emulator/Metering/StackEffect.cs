using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.Emulator.Metering;

/// <summary>How many values an instruction takes from the evaluation stack and leaves on it (ECMA-335, partition III).</summary>
internal static class StackEffect
{
    /// <summary>Values taken; of a return, what the method returns; of what empties the stack, none.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="method">The method that it is in.</param>
    internal static int Pops(Instruction instruction, MethodReference method) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 or StackBehaviour.PopAll => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
        StackBehaviour.Varpop when instruction.Operand is IMethodSignature called => Arguments(called, instruction.OpCode.Code),
        StackBehaviour.Varpop => Returns(method) ? 1 : 0,
        _ => 2,
    };

    /// <summary>Values left.</summary>
    /// <param name="instruction">The instruction.</param>
    internal static int Pushes(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => Returns((IMethodSignature)instruction.Operand) ? 1 : 0,
        _ => 1,
    };

    private static bool Returns(IMethodSignature method) => method.ReturnType.MetadataType != MetadataType.Void;

    private static int Arguments(IMethodSignature called, Code code) =>
        called.Parameters.Count + (called.HasThis && code != Code.Newobj ? 1 : 0) + (code == Code.Calli ? 1 : 0);
}
