using Edge.Flashing.Images;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Flashing.Tests.Images;

public sealed class DeploymentImageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Join_PutsDependenciesFirst_EachFilledUpToFourBytes()
    {
        PeFile.WriteApplication(folder.Path);
        DeploymentImage image = DeploymentImage.Join(folder.Path, null);
        image.Write(folder.File("app.bin"));

        Assert.Equal(["mscorlib", "Library", "App"], Names(image));
        byte[] expected = [];
        foreach (string name in Names(image))
        {
            byte[] file = File.ReadAllBytes(folder.File(name + ".pe"));
            expected = [.. expected, .. file, .. new byte[(4 - (file.Length % 4)) % 4]];
        }

        Assert.Equal(expected, File.ReadAllBytes(folder.File("app.bin")));
        Assert.Equal(expected.Length, image.Length);
        Assert.Equal(Names(image), Names(DeploymentImage.Read(folder.File("app.bin"))));
    }

    [Fact]
    public void Join_LeavesOutWhatTheApplicationDoesNotNeed()
    {
        PeFile.WriteApplication(folder.Path);
        PeFile.Write(folder.Path, "Zero", "1.0.0.0", 0, 0);
        DeploymentImage image = DeploymentImage.Join(folder.Path, "App");
        Assert.Equal(["mscorlib", "Library", "App"], Names(image));
        Assert.Equal(["Zero"], image.LeftOut);
    }

    [Fact]
    public void Join_OfSeveralApplications_AsksWhich()
    {
        PeFile.WriteApplication(folder.Path);
        PeFile.Write(folder.Path, "Second", "1.0.0.0", 0, 0);
        Refused("no other assembly needs App, Second; name the application with --app");
        Refused("holds no assembly Ap; did you mean 'App'?", application: "Ap");
    }

    [Fact]
    public void Join_WithoutANeededAssembly_NamesIt()
    {
        PeFile.WriteApplication(folder.Path);
        File.Delete(folder.File("Library.pe"));
        Refused("App needs Library 2.3.9.9, which is not in");
    }

    [Fact]
    public void Join_WithAnotherVersion_NamesBoth()
    {
        PeFile.WriteApplication(folder.Path);
        PeFile.Write(folder.Path, "Library", "2.4.0.0", 0, 0, ("mscorlib", "1.17.11.0"));
        Refused("App needs Library 2.3.9.9, in");
        Refused("is 2.4.0.0: a board takes the same first two numbers only");
    }

    [Fact]
    public void Join_OfAssembliesThatNeedEachOther_IsRefused()
    {
        PeFile.Write(folder.Path, "A", "1.0.0.0", 0, 0, ("B", "1.0.0.0"));
        PeFile.Write(folder.Path, "B", "1.0.0.0", 0, 0, ("A", "1.0.0.0"));
        Refused("every assembly is needed by another");
        Refused("A in", application: "A");
    }

    [Fact]
    public void Join_OfNothing_SaysWhatToBuild()
    {
        Refused("holds no .pe file; build device/Edge.Firmware.sln first");
        Assert.Contains("there is no folder", Assert.Throws<ImageException>(() => DeploymentImage.Join(folder.File("none"), null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_OfOneAssemblyTwice_IsRefused()
    {
        PeFile.WriteApplication(folder.Path);
        File.Copy(folder.File("App.pe"), folder.File("Copy.pe"));
        Refused("Copy.pe is App, which another file in");
    }

    [Fact]
    public void RequireFits_SaysByHowManyBytes()
    {
        PeFile.WriteApplication(folder.Path);
        DeploymentImage image = DeploymentImage.Join(folder.Path, null);
        image.RequireFits(image.Length, "a board");
        string message = Assert.Throws<ImageException>(() => image.RequireFits(image.Length - 3, "a board")).Message;
        Assert.Contains($"the image has {image.Length} bytes, the deployment partition of a board {image.Length - 3}: 3 bytes too many", message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireNativeMethods_RefusesOthersThanTheFirmwares()
    {
        PeFile.WriteApplication(folder.Path);
        DeploymentImage.Join(folder.Path, null).RequireNativeMethods();
        PeFile.Write(folder.Path, "mscorlib", "1.17.9.0", 0xF0208DC0, 0);
        DeploymentImage other = DeploymentImage.Join(folder.Path, null);
        Assert.Contains(
            "mscorlib 1.17.9.0 is made for native methods 0xF0208DC0, nanoFramework 1.17.0 has 0x1549C856",
            Assert.Throws<ImageException>(other.RequireNativeMethods).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnyBeginningThatIsNoWholeImage_IsRefused()
    {
        PeFile.WriteApplication(folder.Path);
        DeploymentImage image = DeploymentImage.Join(folder.Path, null);
        image.Write(folder.File("app.bin"));
        byte[] whole = File.ReadAllBytes(folder.File("app.bin"));
        int mscorlib = image.Assemblies[0].Bytes.Length;
        for (int length = 0; length < whole.Length; length += 7)
        {
            // mscorlib alone is an image too, though one that does little.
            if (length != mscorlib)
            {
                File.WriteAllBytes(folder.File("torn.bin"), whole[..length]);
                Assert.Throws<ImageException>(() => DeploymentImage.Read(folder.File("torn.bin")));
            }
        }

        File.WriteAllBytes(folder.File("torn.bin"), whole[mscorlib..]);
        Assert.Contains("needs mscorlib 1.17.11.0", Assert.Throws<ImageException>(() => DeploymentImage.Read(folder.File("torn.bin"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_OfAnyReferences_PutsEachAssemblyAfterThoseItNeeds()
    {
        // Bit i of number k: whether assembly k needs assembly i, for i < k. The last needs all, so that it is the application.
        const int Count = 7;
        Gen<int[]> cases = Gen.Choose(0, (1 << Count) - 1).ArrayOf(Count);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50).WithReplay(20201118, 7919), Prop.ForAll(cases.ToArbitrary(), masks =>
        {
            using TemporaryFolder assemblies = new();
            for (int k = 0; k <= Count; k++)
            {
                // Names against the order, so that the order of names is no help.
                (string, string)[] references = [.. Enumerable.Range(0, k).Where(i => k == Count || (masks[k] >> i & 1) != 0).Select(i => (Name(i), "1.0.0.0"))];
                PeFile.Write(assemblies.Path, Name(k), "1.0.0.0", 0, k, references);
            }

            DeploymentImage image = DeploymentImage.Join(assemblies.Path, null);
            string[] names = Names(image);
            Assert.Equal(Count + 1, names.Distinct().Count());
            Assert.Equal(Name(Count), names[^1]);
            Assert.All(image.Assemblies.Index(), entry => Assert.Subset(names[..entry.Index].ToHashSet(), entry.Item.References.Select(needed => needed.Name).ToHashSet()));
        }));
        static string Name(int number) => $"{(char)('z' - number)}";
    }

    private static string[] Names(DeploymentImage image) => [.. image.Assemblies.Select(assembly => assembly.Name)];

    private void Refused(string part, string? application = null) =>
        Assert.Contains(part, Assert.Throws<ImageException>(() => DeploymentImage.Join(folder.Path, application)).Message, StringComparison.Ordinal);
}
