using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>The solution and the projects that Visual Studio and VS Code open are what nanoFramework's own are.</summary>
public partial class NanoSolutionTests
{
    private const string NanoProjectType = "{11A8DD76-328B-46DF-9F39-F559912D0360}";
    private const string CSharpProjectType = "{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}";
    private static readonly XNamespace MsBuild = "http://schemas.microsoft.com/developer/msbuild/2003";

    /// <summary>
    /// Elements that 140 of the 141 projects in nanoframework/Samples (commit 121ef044, July 2026) have in common; Private stands in 136.
    /// </summary>
    private static readonly string[] Needed =
    [
        "AppDesignerFolder", "AssemblyName", "Compile", "Configuration", "FileAlignment", "HintPath", "Import", "ItemGroup", "NanoFrameworkProjectSystemPath",
        "None", "OutputType", "Platform", "Private", "Project", "ProjectCapabilities", "ProjectConfigurationsDeclaredAsItems", "ProjectExtensions",
        "ProjectGuid", "ProjectTypeGuids", "PropertyGroup", "Reference", "RootNamespace", "TargetFrameworkVersion",
    ];

    /// <summary>
    /// What may stand there besides: elements of some samples, the language version that nanoFramework's own NFProjectSystem.Default.props
    /// sets, and MSBuild's own: a reference to another project, and what keeps the build as it is here (NanoBuildSettingsTests).
    /// </summary>
    private static readonly string[] Allowed =
    [
        "Content", "DebugSymbols", "DefineConstants", "EmbeddedResource", "ImportDirectoryBuildProps", "LangVersion", "Link", "Name", "Project", "ProjectReference",
    ];

    private static readonly string[] Imports =
        ["NFProjectSystem.Default.props", "NFProjectSystem.props", "NFProjectSystem.CSharp.targets"];

    private static string DeviceFolder => Path.Combine(Repository.Root, "device");

    public static TheoryData<string> Projects => [.. ProjectPaths];

    // By folder, so that Edge.Firmware comes first: what a solution begins with is what Visual Studio deploys.
    private static IEnumerable<string> ProjectPaths =>
        Directory.GetFiles(DeviceFolder, "*.nfproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(DeviceFolder, path))
            .OrderBy(path => Path.GetDirectoryName(path), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_HasTheElementsOfTheSamples(string project)
    {
        XDocument document = Load(project);
        string[] elements = [.. document.Descendants().Select(element => element.Name.LocalName).Distinct()];
        Assert.Empty(Needed.Except(elements));
        Assert.Empty(elements.Except(Needed).Except(Allowed));
        Assert.All(document.Descendants(), element => Assert.Equal(MsBuild, element.Name.Namespace));

        Assert.Equal(
            Imports.Select(file => "$(NanoFrameworkProjectSystemPath)" + file),
            document.Root!.Elements(MsBuild + "Import").Select(import => import.Attribute("Project")!.Value));
        Assert.All(
            document.Root!.Elements(MsBuild + "Import"),
            import => Assert.Equal($"Exists('{import.Attribute("Project")!.Value}')", import.Attribute("Condition")!.Value));
        Assert.Equal($"{NanoProjectType};{CSharpProjectType}", Value(document, "ProjectTypeGuids"));
        Assert.Equal("v1.0", Value(document, "TargetFrameworkVersion"));
        Assert.Equal(@"$(MSBuildExtensionsPath)\nanoFramework\v1.0\", Value(document, "NanoFrameworkProjectSystemPath"));
        Assert.Equal(Path.GetFileNameWithoutExtension(project), Value(document, "AssemblyName"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_TakesItsPackagesFromTheSolutionsFolder(string project)
    {
        XDocument document = Load(project);
        string folder = Path.GetDirectoryName(Path.Combine(DeviceFolder, project))!;
        Dictionary<string, string> packages = Packages(folder);
        Assert.All(document.Descendants(MsBuild + "HintPath"), hint =>
        {
            string path = Path.GetFullPath(Path.Combine(folder, hint.Value.Replace('\\', '/')));
            string[] parts = Path.GetRelativePath(Path.Combine(DeviceFolder, "packages"), path).Split('/', '\\');
            Assert.Contains(packages, package => parts[0] == $"{package.Key}.{package.Value}");
            Assert.Equal("lib", parts[1]);
        });
    }

    [Fact]
    public void Projects_AgreeOnTheVersionsOfPackages()
    {
        var versions = Directory.GetFiles(DeviceFolder, "packages.config", SearchOption.AllDirectories)
            .SelectMany(file => Packages(Path.GetDirectoryName(file)!))
            .Distinct();
        Assert.All(versions.GroupBy(package => package.Key), package => Assert.Single(package));
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(DeviceFolder, "Edge.Firmware.sln"));
        string own = SolutionGuid().Match(solution).Groups[1].Value;
        string expected = Solution(Guid.Parse(own));
        if (expected != solution.ReplaceLineEndings("\n"))
        {
            Assert.Fail("device/Edge.Firmware.sln should be:\n" + expected);
        }
    }

    // As Visual Studio writes it: a project, then its configurations, each built and deployed.
    private static string Solution(Guid own)
    {
        StringBuilder projects = new();
        StringBuilder configurations = new();
        foreach (string project in ProjectPaths)
        {
            string guid = Guid.Parse(Value(Load(project), "ProjectGuid")).ToString("B").ToUpperInvariant();
            projects.Append(
                $"""
                Project("{NanoProjectType}") = "{Path.GetFileNameWithoutExtension(project)}", "{project.Replace('/', '\\')}", "{guid}"
                EndProject

                """);
            foreach (string configuration in new[] { "Debug|Any CPU", "Release|Any CPU" })
            {
                foreach (string what in new[] { "ActiveCfg", "Build.0", "Deploy.0" })
                {
                    configurations.Append($"\t\t{guid}.{configuration}.{what} = {configuration}\n");
                }
            }
        }

        return $$"""
            Microsoft Visual Studio Solution File, Format Version 12.00
            # Visual Studio Version 17
            VisualStudioVersion = 17.1.32210.238
            MinimumVisualStudioVersion = 10.0.40219.1
            {{projects}}Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Debug|Any CPU = Debug|Any CPU
            		Release|Any CPU = Release|Any CPU
            	EndGlobalSection
            	GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {{configurations}}	EndGlobalSection
            	GlobalSection(SolutionProperties) = preSolution
            		HideSolutionNode = FALSE
            	EndGlobalSection
            	GlobalSection(ExtensibilityGlobals) = postSolution
            		SolutionGuid = {{own.ToString("B").ToUpperInvariant()}}
            	EndGlobalSection
            EndGlobal

            """.ReplaceLineEndings("\n");
    }

    private static Dictionary<string, string> Packages(string folder) =>
        XDocument.Load(Path.Combine(folder, "packages.config")).Descendants("package")
            .ToDictionary(package => package.Attribute("id")!.Value, package => package.Attribute("version")!.Value);

    private static XDocument Load(string project) => XDocument.Load(Path.Combine(DeviceFolder, project));

    private static string Value(XDocument document, string element) => document.Descendants(MsBuild + element).First().Value;

    [GeneratedRegex(@"SolutionGuid = (\{[0-9A-Fa-f-]+\})")]
    private static partial Regex SolutionGuid();
}
