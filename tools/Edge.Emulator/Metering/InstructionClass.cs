namespace Edge.Emulator.Metering;

/// <summary>Kinds of IL instructions that cost an interpreter about the same.</summary>
public enum InstructionClass
{
    /// <summary>Constants, arguments, locals, the stack itself, and access through an address.</summary>
    Local,

    /// <summary>Arithmetic, shifts, comparison and conversion where no value has 64 bits, and tests of type.</summary>
    Arithmetic,

    /// <summary>The same on 64 bits, and conversion to or from them (<see cref="OperandWidths"/>).</summary>
    Wide,

    /// <summary>And, or, exclusive or and complement: an interpreter does 64 bits of them whatever the type, and asks for none.</summary>
    Bitwise,

    /// <summary>Elements and lengths of arrays.</summary>
    Array,

    /// <summary>Fields of objects.</summary>
    Field,

    /// <summary>Static fields.</summary>
    Static,

    /// <summary>Branches with their comparisons, of whatever width, switches, returns, and what enters or leaves handlers of exceptions.</summary>
    Branch,

    /// <summary>Calls of a known method of the firmware, and of a base class's constructor.</summary>
    Call,

    /// <summary>Calls through a class of the firmware.</summary>
    Virtual,

    /// <summary>Calls through an interface of the firmware.</summary>
    Interface,

    /// <summary>Calls of the base library, however they find their method: nearly all end in native code.</summary>
    Library,

    /// <summary>New objects, arrays and boxes, with the call of the constructor.</summary>
    Allocation,
}
