using Mono.Cecil.Cil;

namespace Edge.Emulator.Metering;

/// <summary>Cuts a method's body into basic blocks and finds those whose counts follow from others.</summary>
internal static class FlowGraph
{
    /// <summary>The blocks of a body, in its order.</summary>
    /// <param name="body">The body.</param>
    /// <param name="cuts">Instructions that a block of its own counter begins with, whatever leads there.</param>
    internal static List<BasicBlock> Blocks(MethodBody body, IReadOnlySet<Instruction> cuts)
    {
        HashSet<Instruction> entries = [body.Instructions[0], .. cuts];
        HashSet<Instruction> leaders = [body.Instructions[0]];
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            leaders.Add(handler.TryStart);
            entries.Add(handler.HandlerStart);
            if (handler.FilterStart is not null)
            {
                entries.Add(handler.FilterStart);
            }
        }

        foreach (Instruction instruction in body.Instructions)
        {
            leaders.UnionWith(Targets(instruction));
            if (EndsBlock(instruction) && instruction.Next is not null)
            {
                leaders.Add(instruction.Next);
            }
        }

        leaders.UnionWith(entries);
        IReadOnlyDictionary<Instruction, InstructionClass> classes = InstructionClasses.Of(body);
        Dictionary<Instruction, BasicBlock> byLeader = [];
        List<BasicBlock> blocks = [];
        foreach (Instruction instruction in body.Instructions)
        {
            if (leaders.Contains(instruction))
            {
                BasicBlock block = new(instruction) { IsEntry = entries.Contains(instruction) };
                byLeader.Add(instruction, block);
                blocks.Add(block);
            }

            blocks[^1].Last = instruction;
            blocks[^1].Classes[(int)classes[instruction]]++;
        }

        Connect(blocks, byLeader);
        FindImplied(blocks);
        return blocks;
    }

    /// <summary>Where an instruction can branch to.</summary>
    internal static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };

    /// <summary>What may run after an instruction, but by an exception.</summary>
    internal static IEnumerable<Instruction> Next(Instruction instruction) =>
        FallsThrough(instruction) && instruction.Next is not null
            ? Targets(instruction).Append(instruction.Next)
            : Targets(instruction);

    private static bool EndsBlock(Instruction instruction) =>
        instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;

    private static bool FallsThrough(Instruction instruction) =>
        instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);

    private static void Connect(List<BasicBlock> blocks, Dictionary<Instruction, BasicBlock> byLeader)
    {
        foreach (BasicBlock block in blocks)
        {
            HashSet<BasicBlock> next = [.. Next(block.Last).Select(target => byLeader[target])];

            // Between a leave and its target stand the finally blocks, which may not come to their end.
            if (block.Last.OpCode.Code is Code.Leave or Code.Leave_S)
            {
                foreach (BasicBlock target in next)
                {
                    target.IsEntry = true;
                }
            }

            foreach (BasicBlock target in next)
            {
                block.Successors.Add(target);
                target.Predecessors.Add(block);
                target.IsLoopStart |= blocks.IndexOf(target) <= blocks.IndexOf(block);
            }
        }
    }

    private static void FindImplied(List<BasicBlock> blocks)
    {
        foreach (BasicBlock block in blocks)
        {
            block.IsImplied = !block.IsEntry
                && block.Predecessors.Count > 0
                && block.Predecessors.TrueForAll(before => before.Successors.Count == 1 && !RestsOn(before, block));
        }
    }

    /// <summary>True where the count of a block would be taken from another's.</summary>
    private static bool RestsOn(BasicBlock block, BasicBlock other) =>
        block == other || (block.IsImplied && block.Predecessors.Exists(before => RestsOn(before, other)));
}
