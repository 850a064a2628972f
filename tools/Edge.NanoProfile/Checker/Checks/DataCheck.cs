using System.Globalization;
using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Checks;

/// <summary>Initialized data: the bytes of array initializers, which the compiler lays down in the assembly.</summary>
public static class DataCheck
{
    /// <summary>Looks at every array initializer, in the order of the assembly; returns their bytes.</summary>
    public static int Run(ModuleDefinition module, FindingList findings)
    {
        var users = new Dictionary<FieldDefinition, Place>();
        foreach ((Place place, MemberReference member) in Uses.Operands(module))
        {
            if (member is FieldDefinition field && place.Instruction!.OpCode.Code == Code.Ldtoken)
            {
                users.TryAdd(field, place);
            }
        }

        int end = 0;
        foreach (FieldDefinition field in module.GetTypes().SelectMany(type => type.Fields).Where(field => field.InitialValue.Length > 0))
        {
            int bytes = field.InitialValue.Length;
            end += bytes;
            Place place = users.GetValueOrDefault(field, new Place(field.DeclaringType, null, null));
            if (bytes > BoardLimits.MostArrayBytes)
            {
                findings.Add(Rule.ArrayData, place, Invariant(
                    $"an initialized array of {bytes} bytes: above {BoardLimits.MostArrayBytes} it is silently wrong on a board; divide it"));
            }

            if (end > BoardLimits.MostDataBytes)
            {
                findings.Add(Rule.AssemblyData, place, Invariant(
                    $"initialized data up to byte {end}: beyond {BoardLimits.MostDataBytes} it is silently wrong on a board; use a resource"));
            }
        }

        return end;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
