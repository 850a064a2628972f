using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Edge.Emulator.Metering;

/// <summary>
/// Puts a counter into every basic block of an assembly. Counters lie in memory that does not move; a method holds the address in a local,
/// so that the JIT makes one instruction, an increment in memory, of each.
/// </summary>
internal static class BlockCounting
{
    /// <summary>Bodies up to this many bytes are inlined all the same: the counters must not make calls of them.</summary>
    private const int InlinedBytes = 40;

    /// <summary>Puts counters into a module whose references resolve, and returns the meter that reads them.</summary>
    internal static Meter Apply(ModuleDefinition module)
    {
        List<(MethodDefinition Method, List<BasicBlock> Blocks)> graphs = [];
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            bool small = method.Body.CodeSize <= InlinedBytes && !method.Body.HasExceptionHandlers;
            method.AggressiveInlining |= small && !method.NoInlining;
            method.Body.SimplifyMacros();
            graphs.Add((method, FlowGraph.Blocks(method.Body)));
        }

        Meter meter = new([.. graphs.SelectMany(graph => Counters(graph.Method, graph.Blocks))]);
        int counter = 0;
        foreach ((MethodDefinition method, List<BasicBlock> blocks) in graphs)
        {
            VariableDefinition counters = new(module.TypeSystem.IntPtr);
            method.Body.Variables.Add(counters);
            ILProcessor il = method.Body.GetILProcessor();
            foreach (BasicBlock block in blocks.Where(block => !block.IsImplied))
            {
                Increment(il, block.Leader, counters, counter);
                counter++;
            }

            Instruction first = method.Body.Instructions[0];
            il.InsertBefore(first, il.Create(OpCodes.Ldc_I8, meter.Address));
            il.InsertBefore(first, il.Create(OpCodes.Conv_I));
            il.InsertBefore(first, il.Create(OpCodes.Stloc, counters));
            method.Body.OptimizeMacros();
        }

        return meter;
    }

    private static IEnumerable<Counter> Counters(MethodDefinition method, List<BasicBlock> blocks)
    {
        Dictionary<BasicBlock, long[]> classes = blocks.Where(block => !block.IsImplied)
            .ToDictionary(block => block, _ => new long[InstructionClasses.Count]);
        foreach (BasicBlock block in blocks)
        {
            AddTo(block, block.Classes);
        }

        return classes.Values.Select(counted => new Counter(method.FullName, counted));

        void AddTo(BasicBlock block, long[] added)
        {
            if (block.IsImplied)
            {
                block.Predecessors.ForEach(before => AddTo(before, added));
                return;
            }

            for (int c = 0; c < added.Length; c++)
            {
                classes[block][c] += added[c];
            }
        }
    }

    /// <summary>The leader becomes the increment's first instruction, so that all branches and handlers lead there, and follows it.</summary>
    private static void Increment(ILProcessor il, Instruction leader, VariableDefinition counters, int counter)
    {
        Instruction moved = il.Create(OpCodes.Nop);
        moved.OpCode = leader.OpCode;
        moved.Operand = leader.Operand;
        leader.OpCode = OpCodes.Ldloc;
        leader.Operand = counters;
        Instruction[] rest =
        [
            il.Create(OpCodes.Ldc_I4, counter * sizeof(long)),
            il.Create(OpCodes.Add),
            il.Create(OpCodes.Dup),
            il.Create(OpCodes.Ldind_I8),
            il.Create(OpCodes.Ldc_I4_1),
            il.Create(OpCodes.Conv_I8),
            il.Create(OpCodes.Add),
            il.Create(OpCodes.Stind_I8),
            moved,
        ];
        Instruction at = leader;
        foreach (Instruction instruction in rest)
        {
            il.InsertAfter(at, instruction);
            at = instruction;
        }
    }
}
