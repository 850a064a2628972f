using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Edge.Emulator.Tests.Parts;
using Mono.Cecil;

namespace Edge.Emulator.Tests;

/// <summary>The project for nanoFramework's toolchain holds what is compiled here.</summary>
public class NanoProjectTests
{
    private static readonly XNamespace MsBuild = "http://schemas.microsoft.com/developer/msbuild/2003";

    private static string FirmwareFolder => Path.Combine(Repository.Root, "device", "Edge.Firmware");

    [Fact]
    public void NanoProject_ListsEveryFirmwareAndSharedSource()
    {
        string[] listed = Listed();
        string[] there = [.. Sources(FirmwareFolder).Concat(Sources(Path.Combine(Repository.Root, "shared", "Edge.Core")))];

        Assert.Equal("", string.Join('\n', there.Except(listed).Order().Select(path => "add to Edge.Firmware.nfproj: " + Item(path))));
        Assert.Equal("", string.Join('\n', listed.Except(there).Order().Select(path => "remove from Edge.Firmware.nfproj: " + path)));
        Assert.Equal(listed.Distinct(), listed);
    }

    [Fact]
    public void NanoProject_ListsWhatTheBuildHereCompiled()
    {
        Assert.Equal(CompileItems().Order(), Listed().Order());
    }

    [Fact]
    public void NanoProject_ReferencesItsPackages_InTheVersionsThatTheProfileDeclares()
    {
        var packages = XDocument.Load(Path.Combine(FirmwareFolder, "packages.config")).Descendants("package")
            .ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);
        Dictionary<string, string> references = [];
        foreach (XElement reference in Project().Descendants(MsBuild + "Reference"))
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

    private static AssemblyDefinition Firmware() =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"));

    /// <summary>What the build compiles into the firmware, asked of the build itself.</summary>
    private static IEnumerable<string> CompileItems()
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (string argument in new[] { "msbuild", "-getItem:Compile", Path.Combine(FirmwareFolder, "Edge.Firmware.csproj") })
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

    private static string[] Listed() =>
        [.. Project().Descendants(MsBuild + "Compile").Select(item => Full(item.Attribute("Include")!.Value))];

    /// <summary>The line that lists a source.</summary>
    private static string Item(string path)
    {
        string include = Path.GetRelativePath(FirmwareFolder, path).Replace('/', '\\');
        const string Shared = @"..\..\shared\Edge.Core\";
        string link = include.StartsWith(Shared, StringComparison.Ordinal) ? $" Link=\"Core\\{include[Shared.Length..]}\"" : "";
        return $"<Compile Include=\"{include}\"{link} />";
    }

    private static XDocument Project() => XDocument.Load(Path.Combine(FirmwareFolder, "Edge.Firmware.nfproj"));

    private static string Full(string include) =>
        Path.GetFullPath(Path.Combine(FirmwareFolder, include.Replace('\\', Path.DirectorySeparatorChar)));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(path =>
        {
            string[] parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
            return parts[0] != "bin" && parts[0] != "obj";
        });
}
