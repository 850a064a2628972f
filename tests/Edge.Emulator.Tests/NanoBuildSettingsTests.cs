using System.Diagnostics;
using System.Text.Json;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>
/// What MSBuild makes of the projects for nanoFramework's toolchain. The project system is a stand-in with the settings of
/// nanoFramework's own (nf-Visual-Studio-extension v2022.14.1.8) that bear on the compiler.
/// </summary>
public sealed class NanoBuildSettingsTests : IDisposable
{
    private static readonly string[] Asked =
        ["TargetFramework", "Nullable", "TreatWarningsAsErrors", "CheckForOverflowUnderflow", "BaseIntermediateOutputPath", "Optimize", "DebugSymbols", "DebugType", "LangVersion"];

    private readonly DirectoryInfo system = Directory.CreateTempSubdirectory("edge-nano-");

    public NanoBuildSettingsTests()
    {
        Write("NFProjectSystem.Default.props", """
            <PropertyGroup Condition="'$(Configuration)'=='Release'">
              <DebugSymbols>true</DebugSymbols>
              <DebugType>portable</DebugType>
              <Optimize>true</Optimize>
            </PropertyGroup>
            """);
        Write("NFProjectSystem.props", """<PropertyGroup><OutputPath>bin\$(Configuration)\</OutputPath></PropertyGroup>""");
        Write("NFProjectSystem.CSharp.targets", """<Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" />""");
    }

    public void Dispose() => system.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(NanoSolutionTests.Projects), MemberType = typeof(NanoSolutionTests))]
    public void Project_TakesNothingFromTheProjectsForDotNet(string project)
    {
        Dictionary<string, string> settings = Settings(project);
        Assert.Equal("", settings["TargetFramework"]);
        Assert.Equal("", settings["Nullable"]);
        Assert.NotEqual("true", settings["TreatWarningsAsErrors"]);
        Assert.NotEqual("true", settings["CheckForOverflowUnderflow"]);
        Assert.Equal(@"obj\", settings["BaseIntermediateOutputPath"].Replace('/', '\\'));
    }

    /// <summary>With DebugSymbols true the compiler keeps more in locals, and a board would run more IL than the emulator counts.</summary>
    [Theory]
    [MemberData(nameof(NanoSolutionTests.Projects), MemberType = typeof(NanoSolutionTests))]
    public void Project_CompilesAsTheBuildHere(string project)
    {
        Dictionary<string, string> settings = Settings(project);
        Assert.Equal("true", settings["Optimize"]);
        Assert.Equal("", settings["DebugSymbols"]);
        Assert.Equal("portable", settings["DebugType"]);
        Assert.Equal("9", settings["LangVersion"]);
    }

    /// <summary>The tests and the emulator run a Debug build of the sources: it is the Release build's IL.</summary>
    [Theory]
    [MemberData(nameof(NanoSolutionTests.Projects), MemberType = typeof(NanoSolutionTests))]
    public void TheBuildHere_CompilesAlikeInEveryConfiguration(string project)
    {
        string here = Path.ChangeExtension(project, ".csproj");
        foreach (string configuration in new[] { "Debug", "Release" })
        {
            Dictionary<string, string> settings = Settings(here, configuration);
            Assert.Equal("true", settings["Optimize"]);
            Assert.Equal("", settings["DebugSymbols"]);
            Assert.Equal("portable", settings["DebugType"]);
        }
    }

    private Dictionary<string, string> Settings(string project, string configuration = "Release")
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add("msbuild");
        start.ArgumentList.Add(Path.Combine(Repository.Root, "device", project));
        start.ArgumentList.Add("-getProperty:" + string.Join(',', Asked));
        start.ArgumentList.Add("-p:Configuration=" + configuration);
        start.ArgumentList.Add($"-p:NanoFrameworkProjectSystemPath={system.FullName}{Path.DirectorySeparatorChar}");

        using Process build = Process.Start(start)!;
        using JsonDocument printed = JsonDocument.Parse(build.StandardOutput.ReadToEnd());
        return printed.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }

    private void Write(string file, string content) =>
        File.WriteAllText(Path.Combine(system.FullName, file), $"<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n{content}\n</Project>\n");
}
