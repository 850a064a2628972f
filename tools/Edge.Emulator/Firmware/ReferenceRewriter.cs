using Mono.Cecil;

namespace Edge.Emulator.Firmware;

/// <summary>Leads every reference of a firmware assembly to a stand-in of the emulator or to .NET's core library.</summary>
internal static class ReferenceRewriter
{
    /// <summary>Rewrites a module in place and returns the references that lead nowhere, by their names in the firmware.</summary>
    internal static IReadOnlyList<string> Rewrite(ModuleDefinition module)
    {
        TypeReference[] types = [.. module.GetTypeReferences()];
        MemberReference[] members = [.. module.GetMemberReferences()];
        string[] typeNames = [.. types.Select(type => type.FullName)];
        string[] memberNames = [.. members.Select(member => member.FullName)];

        AssemblyNameReference[] board = [.. module.AssemblyReferences];
        AssemblyNameReference core = Reference(RuntimeResolver.CoreLibrary);
        AssemblyNameReference emulator = Reference(RuntimeResolver.Emulator);
        module.AssemblyReferences.Add(core);
        module.AssemblyReferences.Add(emulator);
        for (int i = 0; i < types.Length; i++)
        {
            if (types[i].IsNested)
            {
                continue;
            }

            if (StandIns.ByBoardName.TryGetValue(typeNames[i], out Type? standIn))
            {
                types[i].Namespace = standIn.Namespace;
                types[i].Name = standIn.Name;
                types[i].Scope = emulator;
            }
            else
            {
                types[i].Scope = core;
            }
        }

        foreach (AssemblyNameReference reference in board)
        {
            module.AssemblyReferences.Remove(reference);
        }

        List<string> missing = [];
        for (int i = 0; i < types.Length; i++)
        {
            if (types[i].Resolve() is null)
            {
                missing.Add(typeNames[i]);
            }
        }

        for (int i = 0; i < members.Length; i++)
        {
            if (members[i].DeclaringType.Resolve() is not null && members[i].Resolve() is null)
            {
                missing.Add(memberNames[i]);
            }
        }

        return missing;
    }

    private static AssemblyNameReference Reference(System.Reflection.AssemblyName name) =>
        new(name.Name, name.Version) { PublicKeyToken = name.GetPublicKeyToken() };
}
