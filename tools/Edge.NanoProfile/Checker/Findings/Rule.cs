namespace Edge.NanoProfile.Checker.Findings;

/// <summary>A kind of finding. Ids are stable: one that is given up is not used again.</summary>
/// <param name="Id">EDGE and three digits: 1.. refused, 2.. different, 3.. cost.</param>
/// <param name="Effect">What becomes of it on a board.</param>
public sealed record Rule(string Id, Effect Effect)
{
    /// <summary>Generic types and methods.</summary>
    public static readonly Rule Generics = new("EDGE101", Effect.Refused);

    /// <summary>Pointers, function pointers, stackalloc, pinned locals.</summary>
    public static readonly Rule Pointers = new("EDGE102", Effect.Refused);

    /// <summary>Arrays with more than one dimension.</summary>
    public static readonly Rule MultiDimensionalArrays = new("EDGE103", Effect.Refused);

    /// <summary>A type or member that the API of the profile does not have.</summary>
    public static readonly Rule OutsideApi = new("EDGE104", Effect.Refused);

    /// <summary>More locals in a method than <see cref="BoardLimits.MostLocals"/>.</summary>
    public static readonly Rule Locals = new("EDGE105", Effect.Refused);

    /// <summary>More targets of a switch than <see cref="BoardLimits.MostSwitchTargets"/>.</summary>
    public static readonly Rule SwitchTargets = new("EDGE106", Effect.Refused);

    /// <summary>A method body of more bytes than <see cref="BoardLimits.MostBodyBytes"/>.</summary>
    public static readonly Rule BodySize = new("EDGE107", Effect.Refused);

    /// <summary>More IL in the assembly than <see cref="BoardLimits.MostIlBytes"/>.</summary>
    public static readonly Rule AssemblySize = new("EDGE108", Effect.Refused);

    /// <summary>An initialized array of more bytes than <see cref="BoardLimits.MostArrayBytes"/>.</summary>
    public static readonly Rule ArrayData = new("EDGE109", Effect.Refused);

    /// <summary>Initialized data beyond the first <see cref="BoardLimits.MostDataBytes"/> of the assembly.</summary>
    public static readonly Rule AssemblyData = new("EDGE110", Effect.Refused);

    /// <summary>Checked arithmetic, which never throws on a board.</summary>
    public static readonly Rule CheckedArithmetic = new("EDGE201", Effect.Different);

    /// <summary>Floating point.</summary>
    public static readonly Rule FloatingPoint = new("EDGE202", Effect.Different);

    /// <summary>A static initializer that relies on being run on first use.</summary>
    public static readonly Rule FirstUse = new("EDGE203", Effect.Different);

    /// <summary>Threads and timers.</summary>
    public static readonly Rule Threads = new("EDGE204", Effect.Different);

    /// <summary>A static array, on the heap from boot on.</summary>
    public static readonly Rule StaticData = new("EDGE301", Effect.Cost);
}
