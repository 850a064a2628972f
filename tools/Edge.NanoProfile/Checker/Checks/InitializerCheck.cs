using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>
/// Static initializers that rely on being run on first use. .NET runs the initializer of a class when the class is first used; a board runs
/// all of them before Main, in the order of the metadata processor, which sorts types by name and by what they use. So an initializer must
/// neither read or write what other classes keep in static fields nor do anything that is seen outside.
/// </summary>
public sealed class InitializerCheck
{
    /// <summary>Base of every type: harmless itself, which says nothing of what derives from it.</summary>
    private const string Root = "System.Object";

    /// <summary>Library types whose members, called in an initializer, leave no trace.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "System.String", "System.Array", "System.ValueType", "System.Enum", "System.Type", "System.Delegate",
        "System.MulticastDelegate", "System.Attribute", "System.Exception", "System.BitConverter", "System.Convert", "System.TimeSpan",
        "System.Runtime.CompilerServices.RuntimeHelpers", "System.Collections.ArrayList", "System.Collections.Hashtable",
        "System.Collections.Queue", "System.Collections.Stack", "System.Text.StringBuilder", "System.Text.Encoding",
        "System.Threading.WaitHandle",
    ];

    private readonly NanoApi api;
    private readonly FindingList findings;
    private readonly MethodDefinition initializer;
    private readonly HashSet<MethodDefinition> visited = [];

    private InitializerCheck(NanoApi api, FindingList findings, MethodDefinition initializer)
    {
        this.api = api;
        this.findings = findings;
        this.initializer = initializer;
    }

    /// <summary>Follows every static initializer and what it calls in the assembly.</summary>
    public static void Run(ModuleDefinition module, NanoApi api, FindingList findings)
    {
        foreach (MethodDefinition method in Uses.Bodies(module).Where(method => method.IsConstructor && method.IsStatic))
        {
            new InitializerCheck(api, findings, method).Follow(method, null);
        }
    }

    /// <summary>Looks at a method's instructions; <paramref name="from"/> is the instruction of the initializer that led there.</summary>
    private void Follow(MethodDefinition method, Instruction? from)
    {
        if (!method.HasBody || !visited.Add(method))
        {
            return;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            Instruction at = from ?? instruction;
            switch (instruction.Operand)
            {
                case FieldReference field when instruction.OpCode.Code is Code.Ldsfld or Code.Ldsflda or Code.Stsfld:
                    Field(field, instruction.OpCode.Code != Code.Stsfld, at);
                    break;
                case MethodReference called when instruction.OpCode.FlowControl == FlowControl.Call:
                    Call(called, instruction.OpCode.Code == Code.Callvirt, at);
                    break;
                default:
                    break;
            }
        }
    }

    private void Field(FieldReference field, bool read, Instruction at)
    {
        if (field is FieldDefinition { DeclaringType: var owner } && owner != initializer.DeclaringType)
        {
            findings.Add(
                Rule.FirstUse,
                initializer,
                at,
                $"a static initializer {(read ? "reads" : "writes")} {Place.NameOf(field)}: "
                + "a board runs all initializers before Main, in an order of its own");
        }
    }

    private void Call(MethodReference called, bool isVirtual, Instruction at)
    {
        MethodReference element = called.GetElementMethod();
        if (element is MethodDefinition own)
        {
            Follow(own, at);
            if (isVirtual && own.IsVirtual)
            {
                foreach (MethodDefinition other in Overrides(own))
                {
                    Follow(other, at);
                }
            }
        }
        else if (element.DeclaringType is not ArrayType && !IsHarmless(element.DeclaringType))
        {
            findings.Add(
                Rule.FirstUse,
                initializer,
                at,
                $"a static initializer calls {Place.NameOf(called)}: a board runs it before Main, whether the class is used or not");
        }
    }

    private bool IsHarmless(TypeReference type) =>
        type.IsPrimitive || type.FullName == Root || api.Lineage(type).Any(t => t.FullName != Root && Harmless.Contains(t.FullName));

    private static IEnumerable<MethodDefinition> Overrides(MethodDefinition method) =>
        Uses.Bodies(method.Module).Where(other => other != method && other.IsVirtual && other.Parameters.Count == method.Parameters.Count
            && (other.Name == method.Name || other.Overrides.Any(o => o.Name == method.Name)));
}
