using Mono.Cecil;

namespace Edge.NanoProfile.Checker.Assemblies;

/// <summary>The types and members that a board has, as the reference assemblies declare them.</summary>
public sealed class NanoApi : IDisposable
{
    private readonly Dictionary<string, ModuleDefinition> modules;

    private NanoApi(Dictionary<string, ModuleDefinition> modules) => this.modules = modules;

    /// <summary>Reads every assembly of a folder, and others.</summary>
    /// <exception cref="CheckerException">The folder lacks the core library, or a file is no assembly.</exception>
    public static NanoApi Load(string folder, params string[] others)
    {
        if (!File.Exists(Path.Combine(folder, "mscorlib.dll")))
        {
            throw new CheckerException(folder, "no mscorlib.dll in this folder of reference assemblies; build tools/Edge.NanoProfile");
        }

        return new NanoApi(Directory.GetFiles(folder, "*.dll").Concat(others).Select(path => AssemblyFile.Read(path, symbols: false))
            .ToDictionary(module => module.Assembly.Name.Name));
    }

    /// <summary>Whether the API has what a reference names.</summary>
    public bool Has(MemberReference reference)
    {
        switch (reference)
        {
            case TypeReference type:
                return Find(type) is not null;
            case { DeclaringType: ArrayType }:
                return true; // An array's members are the runtime's own, not the library's.
            case FieldReference field:
                return Lineage(field.DeclaringType).Any(type => type.Fields.Any(f => f.Name == field.Name
                    && f.FieldType.FullName == field.FieldType.FullName));
            case MethodReference method:
                string signature = Signature(method);
                return Lineage(method.DeclaringType).Any(type => type.Methods.Any(m => m.Name == method.Name
                    && Signature(m) == signature));
            default:
                return false;
        }
    }

    /// <summary>The API's type that a reference names; null for a type of the assembly itself or of no known library.</summary>
    public TypeDefinition? Find(TypeReference reference)
    {
        TypeReference type = reference.GetElementType();
        string library = type.Scope is AssemblyNameReference assembly ? assembly.Name : OwnName(type);
        return modules.TryGetValue(library, out ModuleDefinition? module) ? module.GetType(type.FullName) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModuleDefinition module in modules.Values)
        {
            module.Dispose();
        }
    }

    /// <summary>A type of the API and its bases, nearest first.</summary>
    public IEnumerable<TypeDefinition> Lineage(TypeReference reference)
    {
        TypeDefinition? type = Find(reference);
        while (type is not null)
        {
            yield return type;
            type = type.BaseType is null ? null : Find(type.BaseType);
        }
    }

    /// <summary>The assembly of a type that is referred to within it.</summary>
    private static string OwnName(TypeReference type) => type is TypeDefinition { Module.Assembly: { } own } ? own.Name.Name : "";

    private static string Signature(MethodReference method) =>
        $"{method.ReturnType.FullName} ({string.Join(',', method.Parameters.Select(p => p.ParameterType.FullName))})";
}
