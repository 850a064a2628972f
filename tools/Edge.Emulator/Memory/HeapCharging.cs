using Edge.Emulator.Runtime;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Memory;

/// <summary>Rewrites firmware so that everything it puts on the heap is charged to the board's.</summary>
internal static class HeapCharging
{
    private const MethodImplAttributes AggressiveOptimization =
        (MethodImplAttributes)System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization;

    /// <summary>What the firmware calls or makes whose size on a board's heap is not known, by name; nothing is changed.</summary>
    internal static IReadOnlyList<string> Unknown(ModuleDefinition module)
    {
        SortedSet<string> unknown = new(StringComparer.Ordinal);
        foreach (Instruction at in Bodies(module).SelectMany(method => method.Body.Instructions))
        {
            if (at.Operand is not MethodReference called)
            {
                continue;
            }

            TypeDefinition owner = called.DeclaringType.Resolve();
            bool known = at.OpCode.Code == Code.Newobj ? IsKnown(called.DeclaringType, owner)
                : called is MethodDefinition || LibraryAllocations.Of(called) is not null;
            if (!known)
            {
                unknown.Add(LibraryAllocations.BoardName(called));
            }
        }

        return [.. unknown];
    }

    /// <summary>
    /// Puts the charges into a module in which nothing is <see cref="Unknown"/>. All methods are then compiled once, with optimization: what
    /// lives at a collection must not depend on which of them have been compiled a second time by then.
    /// </summary>
    internal static void Apply(ModuleDefinition module)
    {
        Hooks hooks = new(module);
        foreach (MethodDefinition method in Bodies(module))
        {
            method.ImplAttributes |= AggressiveOptimization;
            Instruction[] allocations = [.. method.Body.Instructions.Where(IsAllocation)];
            if (allocations.Length == 0)
            {
                continue;
            }

            method.Body.SimplifyMacros();
            foreach (Instruction allocation in allocations)
            {
                Charge(method.Body.GetILProcessor(), allocation, hooks);
            }

            method.Body.OptimizeMacros();
        }
    }

    private static IEnumerable<MethodDefinition> Bodies(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static bool IsKnown(TypeReference type, TypeDefinition owner) =>
        owner.IsValueType || IsString(type) || LibraryAllocations.IsDelegate(owner) || ObjectSizes.Of(type) is not null;

    private static bool IsString(TypeReference type) => type.MetadataType == MetadataType.String || type.FullName == "System.String";

    private static bool IsAllocation(Instruction at) => at.OpCode.Code switch
    {
        Code.Newarr or Code.Ldstr or Code.Box => true,
        Code.Newobj => !((MethodReference)at.Operand).DeclaringType.Resolve().IsValueType,
        Code.Call or Code.Callvirt => at.Operand is not MethodDefinition
            && LibraryAllocations.Of((MethodReference)at.Operand) is LibraryAllocation.Text or LibraryAllocation.Array,
        _ => false,
    };

    private static void Charge(ILProcessor il, Instruction at, Hooks hooks)
    {
        switch (at.OpCode.Code)
        {
            case Code.Newarr:
                // The instruction stays the target of branches: it becomes the first of those that stand for it.
                TypeReference element = (TypeReference)at.Operand;
                at.OpCode = OpCodes.Conv_I4;
                at.Operand = null;
                InsertAfter(il, at, il.Create(OpCodes.Ldc_I4, ObjectSizes.Element(element)), il.Create(OpCodes.Call, hooks.NewArray(element)));
                break;
            case Code.Ldstr:
                InsertAfter(il, at, il.Create(OpCodes.Call, hooks.Literal));
                break;
            case Code.Box:
                ChargeSize(il, at, ObjectSizes.Boxed((TypeReference)at.Operand), hooks);
                break;
            case Code.Newobj:
                TypeReference made = ((MethodReference)at.Operand).DeclaringType;
                if (IsString(made))
                {
                    InsertAfter(il, at, il.Create(OpCodes.Call, hooks.Text));
                    break;
                }

                int bytes = LibraryAllocations.IsDelegate(made.Resolve()) ? ObjectSizes.DelegateBytes : ObjectSizes.Of(made)!.Value;
                ChargeSize(il, at, bytes, hooks);
                break;
            default:
                bool text = LibraryAllocations.Of((MethodReference)at.Operand) == LibraryAllocation.Text;
                if (text)
                {
                    InsertAfter(il, at, il.Create(OpCodes.Call, hooks.Text));
                    break;
                }

                InsertAfter(il, at, il.Create(OpCodes.Dup), il.Create(OpCodes.Call, hooks.Array));
                break;
        }
    }

    private static void ChargeSize(ILProcessor il, Instruction at, int bytes, Hooks hooks) =>
        InsertAfter(il, at, il.Create(OpCodes.Dup), il.Create(OpCodes.Ldc_I4, bytes), il.Create(OpCodes.Call, hooks.Object));

    private static void InsertAfter(ILProcessor il, Instruction at, params Instruction[] inserted)
    {
        foreach (Instruction instruction in inserted)
        {
            il.InsertAfter(at, instruction);
            at = instruction;
        }
    }

    /// <summary>What the rewritten firmware calls.</summary>
    private sealed class Hooks(ModuleDefinition module)
    {
        private readonly MethodReference newArray = Import(module, nameof(BoardAllocation.NewArray));

        internal MethodReference Literal { get; } = Import(module, nameof(BoardAllocation.Literal));

        internal MethodReference Text { get; } = Import(module, nameof(BoardAllocation.Text));

        internal MethodReference Array { get; } = Import(module, nameof(BoardAllocation.Array));

        internal MethodReference Object { get; } = Import(module, nameof(BoardAllocation.Object));

        internal MethodReference NewArray(TypeReference element)
        {
            GenericInstanceMethod instance = new(newArray);
            instance.GenericArguments.Add(element);
            return instance;
        }

        private static MethodReference Import(ModuleDefinition module, string name) =>
            module.ImportReference(typeof(BoardAllocation).GetMethod(name));
    }
}
