using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>Types and members that the reference assemblies do not have.</summary>
public static class ApiCheck
{
    /// <summary>Looks up every reference of the module and reports the missing ones wherever they are used.</summary>
    public static void Run(ModuleDefinition module, NanoApi api, FindingList findings)
    {
        var types = module.GetTypeReferences().Where(type => !api.Has(type)).Select(type => type.FullName).ToHashSet();
        var members = module.GetMemberReferences()
            .Where(member => IsOfALibrary(member.DeclaringType) && !types.Contains(ElementName(member.DeclaringType)) && !api.Has(member))
            .Select(member => member.FullName).ToHashSet();
        HashSet<string> located = [];

        foreach ((Place place, MemberReference operand) in Uses.Operands(module))
        {
            MemberReference member = operand is MethodSpecification specification ? specification.ElementMethod : operand;
            if (members.Contains(member.FullName))
            {
                located.Add(member.FullName);
                findings.Add(Rule.OutsideApi, place, Text(member.FullName));
            }
        }

        foreach ((Place place, TypeReference used) in Uses.Types(module))
        {
            foreach (string name in Uses.Parts(used).Select(part => part.FullName).Where(types.Contains))
            {
                located.Add(name);
                findings.Add(Rule.OutsideApi, place, Text(name));
            }
        }

        foreach (string name in types.Concat(members).Where(name => !located.Contains(name)))
        {
            findings.Add(Rule.OutsideApi, Place.Assembly, Text(name));
        }
    }

    private static bool IsOfALibrary(TypeReference type) => type is not ArrayType && type.GetElementType().Scope is AssemblyNameReference;

    private static string ElementName(TypeReference type) => type.GetElementType().FullName;

    private static string Text(string name) =>
        $"uses {name}, which the API in tools/Edge.NanoProfile does not have";
}
