using Edge.NanoProfile.Checker.Assemblies;
using Edge.NanoProfile.Checker.Checks;
using Edge.NanoProfile.Checker.Findings;
using Mono.Cecil;

namespace Edge.NanoProfile.Checker;

/// <summary>Lists what a nanoFramework 1.x board would refuse, do differently or pay for in an assembly.</summary>
public static class ProfileCheck
{
    /// <summary>Runs every check.</summary>
    /// <param name="path">The assembly, compiled against nanoFramework; a portable .pdb beside it gives the source lines.</param>
    /// <param name="apiFolder">The folder of reference assemblies that stand for the board's libraries.</param>
    /// <param name="beside">Assemblies of one's own that go to the board with this one.</param>
    /// <exception cref="CheckerException">The assembly or the folder cannot be used.</exception>
    public static ProfileReport Run(string path, string apiFolder, params string[] beside)
    {
        using NanoApi api = NanoApi.Load(apiFolder, beside);
        using ModuleDefinition module = AssemblyFile.ReadNano(path);
        FindingList findings = new(Path.GetFileName(path));
        int ilBytes = CodeCheck.Run(module, findings);
        int dataBytes = DataCheck.Run(module, findings);
        long staticHeapBytes = StaticHeap.Run(module, findings);
        TypeCheck.Run(module, findings);
        ApiCheck.Run(module, api, findings);
        InitializerCheck.Run(module, api, findings);
        return new ProfileReport(Path.GetFileName(path), findings.Sorted(), ilBytes, dataBytes, staticHeapBytes);
    }
}
