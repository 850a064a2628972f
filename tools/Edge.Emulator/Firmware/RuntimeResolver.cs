using Mono.Cecil;

namespace Edge.Emulator.Firmware;

/// <summary>
/// Finds the only two assemblies that rewritten firmware may refer to, .NET's core library and the emulator, and what those refer to.
/// </summary>
internal sealed class RuntimeResolver : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> assemblies = [];

    internal static System.Reflection.AssemblyName CoreLibrary => typeof(object).Assembly.GetName();

    internal static System.Reflection.AssemblyName Emulator => typeof(RuntimeResolver).Assembly.GetName();

    /// <inheritdoc />
    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    /// <inheritdoc />
    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (assemblies.TryGetValue(name.Name, out AssemblyDefinition? known))
        {
            return known;
        }

        string path = name.Name == CoreLibrary.Name ? typeof(object).Assembly.Location
            : name.Name == Emulator.Name ? typeof(RuntimeResolver).Assembly.Location
            : Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name.Name + ".dll");
        if (!File.Exists(path))
        {
            throw new AssemblyResolutionException(name);
        }

        AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
        assemblies.Add(name.Name, assembly);
        return assembly;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in assemblies.Values)
        {
            assembly.Dispose();
        }

        assemblies.Clear();
    }
}
