using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Assemblies;

/// <summary>Where in an assembly something is: at an instruction, in a method, in a type, or (all null) anywhere.</summary>
/// <param name="Type">The type.</param>
/// <param name="Method">The method.</param>
/// <param name="Instruction">The instruction.</param>
public readonly record struct Place(TypeDefinition? Type, MethodDefinition? Method, Instruction? Instruction)
{
    /// <summary>Somewhere in the assembly: an attribute, or a reference that nothing uses.</summary>
    public static readonly Place Assembly;

    /// <summary>The method or type by its full name.</summary>
    public string Name => Method is not null ? NameOf(Method) : Type is not null ? NameOf(Type) : "the assembly";

    /// <summary>Full name of a type or member as C# writes it, without parameters.</summary>
    public static string NameOf(MemberReference member)
    {
        string name = member is TypeReference ? member.FullName : $"{member.DeclaringType.FullName}.{member.Name}";
        return name.Replace('/', '.');
    }

    /// <summary>The source line: of the instruction, else where the method begins, else where the type's first method does.</summary>
    public SourcePosition? Position()
    {
        if (Method is not null)
        {
            return Position(Method, Instruction?.Offset ?? 0);
        }

        return Type?.Methods.Select(method => Position(method, 0)).FirstOrDefault(position => position is not null);
    }

    private static SourcePosition? Position(MethodDefinition method, int offset)
    {
        if (!method.HasBody || !method.DebugInformation.HasSequencePoints)
        {
            return null;
        }

        var visible = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).ToArray();
        SequencePoint? at = visible.LastOrDefault(point => point.Offset <= offset) ?? visible.FirstOrDefault();
        return at is null ? null : new SourcePosition(at.Document.Url, at.StartLine, at.StartColumn);
    }
}
