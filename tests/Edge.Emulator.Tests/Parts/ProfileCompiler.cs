using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Edge.Emulator.Tests.Parts;

/// <summary>The C# 9 compiler with nanoFramework's API and nothing else.</summary>
public static class ProfileCompiler
{
    /// <summary>The errors of a source file, as the compiler writes them.</summary>
    public static string[] Errors(string source)
    {
        var errors = Compile(source).Emit(Stream.Null).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
        return [.. errors.Select(error => $"{error.Id} {error.GetMessage()}")];
    }

    /// <summary>Builds a firmware assembly.</summary>
    public static void Build(string source, string path)
    {
        using FileStream file = File.Create(path);
        var result = Compile(source).Emit(file);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
    }

    private static CSharpCompilation Compile(string source)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "nano");
        return CSharpCompilation.Create(
            "Firmware",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9))],
            Directory.GetFiles(folder, "*.dll").Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release));
    }
}
