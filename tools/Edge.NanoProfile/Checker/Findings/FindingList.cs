using Edge.NanoProfile.Checker.Assemblies;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Findings;

/// <summary>Gathers findings; the same finding on the same line counts once.</summary>
public sealed class FindingList(string assembly)
{
    private readonly HashSet<Finding> found = [];

    /// <summary>All findings, by file, line, column and rule.</summary>
    public IReadOnlyList<Finding> Sorted() =>
    [
        .. found.OrderBy(f => f.Position?.File ?? "", StringComparer.Ordinal).ThenBy(f => f.Position?.Line ?? 0)
            .ThenBy(f => f.Position?.Column ?? 0).ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Member, StringComparer.Ordinal).ThenBy(f => f.Text, StringComparer.Ordinal),
    ];

    /// <summary>Adds a finding at an instruction.</summary>
    public void Add(Rule rule, MethodDefinition method, Instruction instruction, string text) =>
        Add(rule, new Place(method.DeclaringType, method, instruction), text);

    /// <summary>Adds a finding about a whole method.</summary>
    public void Add(Rule rule, MethodDefinition method, string text) => Add(rule, new Place(method.DeclaringType, method, null), text);

    /// <summary>Adds a finding at a place.</summary>
    public void Add(Rule rule, Place place, string text) => found.Add(new Finding(rule, assembly, place.Position(), place.Name, text));
}
