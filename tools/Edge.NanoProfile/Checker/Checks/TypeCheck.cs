using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>Kinds of types that a board does not have: generics, pointers, arrays of several dimensions; and floating point.</summary>
public static class TypeCheck
{
    /// <summary>What is said wherever floating point is used.</summary>
    internal const string FloatingPointText =
        "floating point: a board computes it in software, divides by zero with an exception, and prints it unreliably";

    /// <summary>Looks at declarations, locals and operands.</summary>
    public static void Run(ModuleDefinition module, FindingList findings)
    {
        foreach (TypeDefinition type in module.GetTypes().Where(type => type.HasGenericParameters))
        {
            findings.Add(Rule.Generics, new Place(type, null, null), "a generic type: the 1.x runtime has no generics");
        }

        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(m => m.HasGenericParameters))
        {
            findings.Add(Rule.Generics, method, "a generic method: the 1.x runtime has no generics");
        }

        foreach ((Place place, MemberReference member) in Uses.Operands(module))
        {
            if (member is GenericInstanceMethod)
            {
                findings.Add(Rule.Generics, place, $"calls the generic {Place.NameOf(member)}: the 1.x runtime has no generics");
            }
        }

        foreach ((Place place, TypeReference used) in Uses.Types(module))
        {
            foreach (TypeReference part in Uses.Parts(used))
            {
                Look(part, place, findings);
            }
        }
    }

    private static void Look(TypeReference type, Place place, FindingList findings)
    {
        switch (type)
        {
            case GenericInstanceType:
                findings.Add(Rule.Generics, place, $"uses {Place.NameOf(type)}: the 1.x runtime has no generics");
                break;
            case PointerType or FunctionPointerType or PinnedType:
                findings.Add(Rule.Pointers, place, $"uses {Place.NameOf(type)}: the metadata processor takes no pointers");
                break;
            case ArrayType { IsVector: false }:
                findings.Add(
                    Rule.MultiDimensionalArrays,
                    place,
                    $"uses {Name(type)}: a board crashes on arrays of several dimensions; use arrays of arrays");
                break;
            case { MetadataType: MetadataType.Single or MetadataType.Double }:
                findings.Add(Rule.FloatingPoint, place, FloatingPointText);
                break;
            default:
                break;
        }
    }

    /// <summary>An array's name as C# writes it, without the lower bounds.</summary>
    private static string Name(TypeReference array) => Place.NameOf(array).Replace("0...", "", StringComparison.Ordinal);
}
