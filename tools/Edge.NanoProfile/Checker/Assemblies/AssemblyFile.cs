using System.Reflection.PortableExecutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Edge.NanoProfile.Checker.Assemblies;

/// <summary>Reads assemblies, with their symbols where they are beside them.</summary>
public static class AssemblyFile
{
    /// <summary>The core library's major version: nanoFramework's mscorlib is 1.x, .NET's own 4.0.</summary>
    private const int NanoFrameworkMajor = 1;

    /// <summary>Reads an assembly that is compiled against nanoFramework.</summary>
    /// <exception cref="CheckerException">There is no such file, it is no assembly, or one for another runtime.</exception>
    public static ModuleDefinition ReadNano(string path)
    {
        ModuleDefinition module = Read(path, symbols: true);
        AssemblyNameReference? core = module.AssemblyReferences.FirstOrDefault(reference => reference.Name == "mscorlib");
        if (core is null || core.Version.Major != NanoFrameworkMajor)
        {
            module.Dispose();
            throw new CheckerException(path, "not compiled against nanoFramework 1.x (mscorlib 1.x); give an assembly for a board");
        }

        return module;
    }

    /// <summary>Reads any assembly wholly into memory.</summary>
    /// <exception cref="CheckerException">There is no such file, or it is no assembly.</exception>
    public static ModuleDefinition Read(string path, bool symbols)
    {
        ReaderParameters parameters = new(ReadingMode.Immediate) { InMemory = true };
        if (symbols)
        {
            parameters.SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false);
        }

        try
        {
            RequireWhole(path);
            return ModuleDefinition.ReadModule(path, parameters);
        }
        catch (SymbolsNotMatchingException)
        {
            throw new CheckerException(path, "the .pdb beside it is of another build; build anew, or remove the .pdb");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CheckerException(path, $"cannot be read ({e.Message}); give the path of an assembly");
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or InvalidOperationException or ArgumentException
            or IndexOutOfRangeException or OverflowException)
        {
            throw new CheckerException(path, "no .NET assembly, or it or the .pdb beside it is damaged; build it anew");
        }
    }

    /// <summary>A torn file may still have all its metadata, so the reader of metadata would take it.</summary>
    private static void RequireWhole(string path)
    {
        using PEReader reader = new(File.OpenRead(path));
        long end = reader.PEHeaders.SectionHeaders.Max(section => (long)section.PointerToRawData + section.SizeOfRawData);
        if (new FileInfo(path).Length < end)
        {
            throw new BadImageFormatException();
        }
    }
}
