using System.Text.Json;
using Edge.Testing;

namespace Edge.Cli.Tests.Flashing;

public sealed class ImageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ImageTests() => PeFile.WriteApplication(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Image_IsWrittenAndListedAlike()
    {
        EdgeProcess joined = Join();
        Assert.Equal(0, joined.ExitCode);
        Assert.Equal(["assembly", "mscorlib", "Library", "App", "app.bin"], joined.Lines.Select(line => line.Split(' ')[0]));
        Assert.EndsWith($"app.bin fits ESP32_REV3 with 4 MB of flash: {new FileInfo(folder.File("app.bin")).Length} of 1835008 bytes\n", joined.Output, StringComparison.Ordinal);
        Assert.Equal(joined.Output, EdgeProcess.Run(folder.Path, "image", "--list", "app.bin").Output);
        using JsonDocument json = JsonDocument.Parse(EdgeProcess.Run(folder.Path, "image", "--list", "app.bin", "--json").Output);
        Assert.Equal("Library", json.RootElement.GetProperty("assemblies")[1].GetProperty("name").GetString());
    }

    [Fact]
    public void TooLargeImage_IsNotWritten()
    {
        PeFile.Write(folder.Path, "Library", "2.3.4.5", 0, 65_536, ("mscorlib", "1.17.11.0"));
        Join("--flash-mb", "2").ShouldRefuse(3, "the deployment partition of ESP32_REV3 with 2 MB of flash 65536: ");
        Assert.False(File.Exists(folder.File("app.bin")));
    }

    [Fact]
    public void OtherNativeMethods_AreRefused_UnlessAllowed()
    {
        PeFile.Write(folder.Path, "mscorlib", "1.17.9.0", 7, 0);
        Join().ShouldRefuse(3, "mscorlib 1.17.9.0 is made for native methods 0x00000007");
        Assert.Equal(0, Join("--any-runtime").ExitCode);
    }

    [Fact]
    public void WrongCommandLines_AreRefused()
    {
        EdgeProcess.Run(folder.Path, "image").ShouldRefuse(2, "give --pe-dir and --out to write an image, or --list alone");
        EdgeProcess.Run(folder.Path, "image", "--list", "a", "--out", "b").ShouldRefuse(2, "give --pe-dir and --out");
        Join("--flash-mb", "3").ShouldRefuse(2, "--flash-mb 3: ESP32_REV3 has 2, 4, 8, 16");
        Join("--board", "ESP32_S3_OKTAL").ShouldRefuse(2, "did you mean 'ESP32_S3_OCTAL'?");
        EdgeProcess.Run(folder.Path, "image", "--pe-dir", "none", "--out", "app.bin").ShouldRefuse(3, "there is no folder none");
    }

    private EdgeProcess Join(params string[] more) => EdgeProcess.Run(folder.Path, ["image", "--pe-dir", ".", "--out", "app.bin", .. more]);
}
