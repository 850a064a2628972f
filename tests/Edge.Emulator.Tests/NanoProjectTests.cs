using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Edge.Emulator.Tests.Parts;
using Mono.Cecil;

namespace Edge.Emulator.Tests;

/// <summary>The projects for nanoFramework's toolchain hold what is compiled here.</summary>
public class NanoProjectTests
{
    private static readonly XNamespace MsBuild = "http://schemas.microsoft.com/developer/msbuild/2003";

    [Theory]
    [InlineData("Edge.Firmware", true)]
    [InlineData("Edge.Firmware.Batch", true)]
    [InlineData("Edge.Firmware.BatchData", false)]
    public void NanoProject_ListsEverySourceOfItsOwn_AndTheSharedOnes(string project, bool shared)
    {
        string[] listed = Listed(project);
        IEnumerable<string> core = shared ? Sources(Path.Combine(Repository.Root, "shared", "Edge.Core")) : [];
        string[] there = [.. Sources(Folder(project)).Concat(core)];

        var missing = there.Except(listed).Order().Select(path => $"add to {project}.nfproj: " + Item(project, path));
        var gone = listed.Except(there).Order().Select(path => $"remove from {project}.nfproj: " + path);
        Assert.Equal("", string.Join('\n', missing));
        Assert.Equal("", string.Join('\n', gone));
        Assert.Equal(listed.Distinct(), listed);
    }

    [Theory]
    [InlineData("Edge.Firmware")]
    [InlineData("Edge.Firmware.Batch")]
    [InlineData("Edge.Firmware.BatchData")]
    public void NanoProject_ListsWhatTheBuildHereCompiles(string project)
    {
        Assert.Equal(CompileItems(project).Order(), Listed(project).Order());
    }

    [Theory]
    [InlineData("Edge.Firmware", true)]
    [InlineData("Edge.Firmware.Batch", false)]
    [InlineData("Edge.Firmware.BatchData", false)]
    public void NanoProject_ReferencesItsPackages_InTheVersionsThatTheProfileDeclares(string project, bool whole)
    {
        var packages = XDocument.Load(Path.Combine(Folder(project), "packages.config")).Descendants("package")
            .ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);
        Dictionary<string, string> references = [];
        foreach (XElement reference in Project(project).Descendants(MsBuild + "Reference"))
        {
            AssemblyName name = new(reference.Attribute("Include")!.Value);
            string hint = reference.Element(MsBuild + "HintPath")!.Value;
            string package = packages.Keys.Single(
                id => hint.Contains($@"\{id}.{packages[id]}\lib\{name.Name}.dll", StringComparison.Ordinal));
            Assert.Equal(packages[package] + ".0", name.Version!.ToString());
            references.Add(name.Name!, name.Version.ToString());
        }

        Assert.Equal(packages.Count, references.Count);
        foreach (string file in Directory.GetFiles(ProfileCompiler.ApiFolder, "*.dll"))
        {
            AssemblyName profile = AssemblyName.GetAssemblyName(file);
            if (!whole && !references.ContainsKey(profile.Name!))
            {
                continue;
            }

            Assert.Equal(references[profile.Name!], profile.Version!.ToString());
        }
    }

    [Fact]
    public void FirmwareVersion_IsTheAssemblysVersion()
    {
        using AssemblyDefinition assembly = Firmware();
        TypeDefinition version = assembly.MainModule.GetType("Edge.Firmware.FirmwareVersion");

        string[] parts = ["Major", "Minor", "Patch"];
        string declared = string.Join('.', parts.Select(part => version.Fields.Single(f => f.Name == part).Constant));

        Assert.Equal(assembly.Name.Version.ToString(), declared + ".0");
    }

    [Theory]
    [InlineData("Edge.Firmware.Batch")]
    [InlineData("Edge.Firmware.BatchData")]
    public void SecondEntryPoint_HasTheFirmwaresVersion(string project)
    {
        using AssemblyDefinition assembly = Firmware();
        string information = File.ReadAllText(Path.Combine(Folder(project), "Properties", "AssemblyInfo.cs"));

        Assert.Contains($"AssemblyVersion(\"{assembly.Name.Version}\")", information, StringComparison.Ordinal);
        Assert.Contains($"AssemblyTitle(\"{project}\")", information, StringComparison.Ordinal);
    }

    private static string Folder(string project) => Path.Combine(Repository.Root, "device", project);

    private static AssemblyDefinition Firmware() =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"));

    /// <summary>What the build compiles, asked of the build itself.</summary>
    private static IEnumerable<string> CompileItems(string project)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (string argument in new[] { "msbuild", "-getItem:Compile", Path.Combine(Folder(project), project + ".csproj") })
        {
            start.ArgumentList.Add(argument);
        }

        using Process build = Process.Start(start)!;
        using JsonDocument items = JsonDocument.Parse(build.StandardOutput.ReadToEnd());
        foreach (JsonElement item in items.RootElement.GetProperty("Items").GetProperty("Compile").EnumerateArray())
        {
            yield return item.GetProperty("FullPath").GetString()!;
        }
    }

    private static string[] Listed(string project) =>
        [.. Project(project).Descendants(MsBuild + "Compile").Select(item => Full(project, item.Attribute("Include")!.Value))];

    /// <summary>The line that lists a source.</summary>
    private static string Item(string project, string path)
    {
        string include = Path.GetRelativePath(Folder(project), path).Replace('/', '\\');
        const string Shared = @"..\..\shared\Edge.Core\";
        string link = include.StartsWith(Shared, StringComparison.Ordinal) ? $" Link=\"Core\\{include[Shared.Length..]}\"" : "";
        return $"<Compile Include=\"{include}\"{link} />";
    }

    private static XDocument Project(string project) => XDocument.Load(Path.Combine(Folder(project), project + ".nfproj"));

    private static string Full(string project, string include) =>
        Path.GetFullPath(Path.Combine(Folder(project), include.Replace('\\', Path.DirectorySeparatorChar)));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(path =>
        {
            string[] parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
            return parts[0] != "bin" && parts[0] != "obj";
        });
}
