using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Edge.Testing.Nano;

/// <summary>The C# 9 compiler with nanoFramework's API and nothing else.</summary>
public static class ProfileCompiler
{
    /// <summary>The folder of the reference assemblies.</summary>
    public static string ApiFolder => Path.Combine(AppContext.BaseDirectory, "nano");

    /// <summary>The errors of a source file, as the compiler writes them.</summary>
    public static string[] Errors(string source)
    {
        var compilation = Compile(source, "Firmware", OutputKind.ConsoleApplication, Api());
        var errors = compilation.Emit(Stream.Null).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
        return [.. errors.Select(error => $"{error.Id} {error.GetMessage()}")];
    }

    /// <summary>Builds a firmware assembly, with its symbols beside it.</summary>
    public static void Build(string source, string path) =>
        Emit(Compile(source, "Firmware", OutputKind.ConsoleApplication, Api()), path);

    /// <summary>Builds a library.</summary>
    public static void BuildLibrary(string source, string path) =>
        Emit(Compile(source, Path.GetFileNameWithoutExtension(path), OutputKind.DynamicallyLinkedLibrary, Api()), path);

    /// <summary>Builds a firmware assembly against a library that takes the place of the API's of the same name, or comes on top.</summary>
    public static void Build(string source, string path, string library)
    {
        var others = Api().Where(reference => Path.GetFileName(reference) != Path.GetFileName(library));
        Emit(Compile(source, "Firmware", OutputKind.ConsoleApplication, others.Append(library)), path);
    }

    private static string[] Api() => Directory.GetFiles(ApiFolder, "*.dll");

    private static void Emit(CSharpCompilation compilation, string path)
    {
        using FileStream file = File.Create(path);
        using FileStream symbols = File.Create(Path.ChangeExtension(path, ".pdb"));
        var result = compilation.Emit(file, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }

    private static CSharpCompilation Compile(string source, string name, OutputKind kind, IEnumerable<string> references) =>
        CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9), "Firmware.cs", Encoding.UTF8)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
}
