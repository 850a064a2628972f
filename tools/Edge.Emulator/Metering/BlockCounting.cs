using Edge.Emulator.Profiling;
using Edge.Emulator.Runtime;
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
    /// <param name="module">The module.</param>
    /// <param name="marksLayers">True where the firmware is also to say which layer it turns to (<see cref="LayerMark"/>).</param>
    internal static Meter Apply(ModuleDefinition module, bool marksLayers)
    {
        List<(MethodDefinition Method, List<BasicBlock> Blocks)> graphs = [];
        HashSet<Instruction> layerLoads = [];
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            bool small = method.Body.CodeSize <= InlinedBytes && !method.Body.HasExceptionHandlers;
            method.AggressiveInlining |= small && !method.NoInlining;
            method.Body.SimplifyMacros();
            HashSet<Instruction> cuts = marksLayers ? LayerLoads.In(method) : [];
            layerLoads.UnionWith(cuts);
            graphs.Add((method, FlowGraph.Blocks(method.Body, cuts)));
        }

        Meter meter = new([.. graphs.SelectMany(graph => Counters(graph.Method, graph.Blocks))]);
        MethodReference attention = module.ImportReference(typeof(BoardFaults).GetMethod(nameof(BoardFaults.Attention)));
        MethodReference layerMark = module.ImportReference(typeof(LayerMark).GetMethod(nameof(LayerMark.At)));
        int counter = 0;
        foreach ((MethodDefinition method, List<BasicBlock> blocks) in graphs)
        {
            VariableDefinition counters = new(module.TypeSystem.IntPtr);
            method.Body.Variables.Add(counters);
            ILProcessor il = method.Body.GetILProcessor();
            foreach (BasicBlock block in blocks)
            {
                List<Instruction> inserted = [];
                if (layerLoads.Contains(block.Leader))
                {
                    inserted.AddRange([il.Create(OpCodes.Dup), il.Create(OpCodes.Call, layerMark)]);
                }
                else if (marksLayers && block == blocks[0] && LayerLoads.Begins(method))
                {
                    inserted.AddRange([il.Create(OpCodes.Ldc_I4_M1), il.Create(OpCodes.Call, layerMark)]);
                }

                if (!block.IsImplied)
                {
                    inserted.AddRange(Increment(il, counters, counter));
                    counter++;
                }

                if (block.IsLoopStart)
                {
                    inserted.AddRange(AskForAttention(il, counters, attention));
                }

                InsertBefore(il, block.Leader, inserted);
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

    private static Instruction[] Increment(ILProcessor il, VariableDefinition counters, int counter) =>
    [
        il.Create(OpCodes.Ldloc, counters),
        il.Create(OpCodes.Ldc_I4, Meter.OffsetOf(counter)),
        il.Create(OpCodes.Add),
        il.Create(OpCodes.Dup),
        il.Create(OpCodes.Ldind_I8),
        il.Create(OpCodes.Ldc_I4_1),
        il.Create(OpCodes.Conv_I8),
        il.Create(OpCodes.Add),
        il.Create(OpCodes.Stind_I8),
    ];

    private static Instruction[] AskForAttention(ILProcessor il, VariableDefinition counters, MethodReference attention)
    {
        Instruction end = il.Create(OpCodes.Nop);
        return
        [
            il.Create(OpCodes.Ldloc, counters),
            il.Create(OpCodes.Ldind_I4),
            il.Create(OpCodes.Brfalse, end),
            il.Create(OpCodes.Call, attention),
            end,
        ];
    }

    /// <summary>
    /// The leader becomes the first of the instructions inserted, so that all branches and handlers lead there, and follows as a copy.
    /// </summary>
    private static void InsertBefore(ILProcessor il, Instruction leader, List<Instruction> inserted)
    {
        if (inserted.Count == 0)
        {
            return;
        }

        Instruction moved = il.Create(OpCodes.Nop);
        moved.OpCode = leader.OpCode;
        moved.Operand = leader.Operand;
        leader.OpCode = inserted[0].OpCode;
        leader.Operand = inserted[0].Operand;
        Instruction at = leader;
        foreach (Instruction instruction in inserted.Skip(1).Append(moved))
        {
            il.InsertAfter(at, instruction);
            at = instruction;
        }
    }
}
