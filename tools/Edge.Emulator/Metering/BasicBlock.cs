using Mono.Cecil.Cil;

namespace Edge.Emulator.Metering;

/// <summary>Instructions of a method that run one after the other, entered at the first and left behind the last.</summary>
internal sealed class BasicBlock(Instruction leader)
{
    /// <summary>The first instruction.</summary>
    internal Instruction Leader { get; } = leader;

    /// <summary>The last instruction.</summary>
    internal Instruction Last { get; set; } = leader;

    /// <summary>Instructions of every class, [<see cref="InstructionClasses.Count"/>].</summary>
    internal long[] Classes { get; } = new long[InstructionClasses.Count];

    /// <summary>Blocks that this one can lead to, but by an exception.</summary>
    internal List<BasicBlock> Successors { get; } = [];

    /// <summary>Blocks that can lead to this one, but by an exception.</summary>
    internal List<BasicBlock> Predecessors { get; } = [];

    /// <summary>True where it is entered from elsewhere too: by a call, or by an exception.</summary>
    internal bool IsEntry { get; set; }

    /// <summary>True where a branch leads back to it: every loop has such a block.</summary>
    internal bool IsLoopStart { get; set; }

    /// <summary>
    /// True where it needs no counter: each of its predecessors leads to it alone, so that it runs as often as they do together. In a loop
    /// that tests at its end this is the test.
    /// </summary>
    internal bool IsImplied { get; set; }
}
