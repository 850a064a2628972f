using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Edge.Cli.Tests;

/// <summary><c>edge import</c> as a user walks it, with files that PyTorch made, and with damaged copies of them.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly string Golden =
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "Edge.Experiments.Tests", "Importing", "Golden");

    private readonly string folder = Directory.CreateTempSubdirectory("edge-import-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Import_BecomesARunFolderLikeOurs()
    {
        // With the usual split, so that there are test rows to report on.
        string network = File.ReadAllText(Path.Combine(Golden, "bnn.json")).Replace("\"trainFraction\": 1,", "", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "network.json"), network);
        string[] import = ["import", Path.Combine(Golden, "bnn.npz"), "--network", "network.json", "--out", "run"];
        EdgeProcess imported = EdgeProcess.Run(folder, [.. import, "--epoch", "15", "--device", "emulator"]);
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("host = emulator: 4096 rows x 5 layers x 1 epochs, 0 differences", imported.Output, StringComparison.Ordinal);

        Assert.Equal(0, EdgeProcess.Run(folder, "freeze", "run", "--epoch", "15", "--out", "bnn.edge").ExitCode);
        string[] codes = ["codes", "bnn.edge", "--device", "host", "--out", "bnn.edgecodes", "--npz", "bnn.npz"];
        Assert.Equal(0, EdgeProcess.Run(folder, codes).ExitCode);
        using ZipArchive torch = ZipFile.OpenRead(Path.Combine(Golden, "bnn.codes.npz"));
        using ZipArchive edge = ZipFile.OpenRead(Path.Combine(folder, "bnn.npz"));
        Assert.Equal(
            ["dense1.npy", "dense2.npy", "dense3.npy", "labels.npy", "logits.npy", "softmax.npy"],
            edge.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(edge.Entries, entry => Assert.Equal(Bytes(torch.GetEntry(entry.FullName)!), Bytes(entry)));

        Assert.Equal(0, EdgeProcess.Run(folder, "plane", "run", "--out", "plane.svg").ExitCode);
        Assert.Equal(0, EdgeProcess.Run(folder, "report", "run").ExitCode);
        string page = File.ReadAllText(Path.Combine(folder, "run", "report.html"));
        Assert.Contains("imported from bnn.npz as epoch 15", page, StringComparison.Ordinal);
        EdgeProcess trained = EdgeProcess.Run(folder, "train", "raj-szt", "--out", "run");
        trained.ShouldRefuse(3, "imported from bnn.npz, whose training can't be continued");
        Import(Path.Combine(Golden, "tanh8.npz"), "tanh8").ShouldRefuse(3, "was imported from bnn.npz");
        EdgeProcess.Run(folder, import).ShouldRefuse(3, "was imported as epoch 15, now it is 0");
    }

    [Fact]
    public void RangesThatAreLeftOut_AreSaid()
    {
        EdgeProcess imported = Import(Path.Combine(Golden, "relu4.npz"), "relu4", "--device", "host");
        Assert.Equal(0, imported.ExitCode);
        const string Said = "ranges of logits were not in the file: the largest values on the training rows were taken";
        Assert.Contains(Said, imported.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense2.weight is missing: expected [10, 16], neurons by inputs (or dense2.kernel [16, 10]", "dense2.weight", null, 0, "")]
    [InlineData("dense1.bn.mean is missing: expected [16], running mean of each neuron", "dense1.bn.mean", null, 0, "")]
    [InlineData("unknown array 'dense1.wieght'; did you mean 'dense1.weight'?", "dense1.weight", "dense1.wieght", 0, "")]
    [InlineData("unknown array 'dense9.bias'", "logits.range", "dense9.bias", 0, "")]
    [InlineData("dense1.bias: expected [16], one per neuron, found [10]", "dense2.bias", "dense1.bias", 0, "")]
    [InlineData("dense1.weight and dense1.kernel are both there", "dense2.weight", "dense1.kernel", 0, "")]
    [InlineData("dense1.kernel: expected [12, 16], inputs by neurons, found [16, 12]", "dense1.weight", "dense1.kernel", 0, "")]
    [InlineData("dense2.range: dense2 has a fixed range", "logits.range", "dense2.range", 0, "")]
    [InlineData("dense1.weight[15, 11]: NaN is no finite float32 number", "dense1.weight", "dense1.weight", 4, "0000C07F")]
    [InlineData("dense3.bn.var[5]: a variance is 0 or more, found -1", "dense3.bn.var", "dense3.bn.var", 4, "000080BF")]
    [InlineData("logits.range: a range is 0 or more, found -1", "logits.range", "logits.range", 4, "000080BF")]
    [InlineData("dense3.bn.scale[5]: 0 makes the neuron a constant", "dense3.bn.scale", "dense3.bn.scale", 4, "00000000")]
    [InlineData("dense1.weight: array takes 768 bytes", "dense1.weight", "dense1.weight", 4, "")]
    public void AnUnfitArray_IsNamedWithWhatIsExpected(string message, string array, string? newName, int cut, string end)
    {
        string path = Path.Combine(folder, "w.npz");
        CopyWith(path, array, newName, bytes => [.. bytes[..^cut], .. Convert.FromHexString(end)]);
        Import(path, "bnn").ShouldRefuse(3, message);
        Assert.False(Directory.Exists(Path.Combine(folder, "run")));
    }

    [Fact]
    public void AnotherElementType_IsNamed()
    {
        string path = Path.Combine(folder, "w.npz");
        CopyWith(path, "dense1.weight", "dense1.weight", bytes =>
            Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("<f4", "<c8", StringComparison.Ordinal)));
        Import(path, "bnn").ShouldRefuse(3, "w.npz: dense1.weight: the .npy header is not that of an array of");
    }

    [Fact]
    public void ManyFaults_AreCounted() => Import(Path.Combine(Golden, "bnn.npz"), "tanh8").ShouldRefuse(3, "; and ");

    [Fact]
    public void AFileThatIsNone_IsRefused()
    {
        Import("missing.npz", "bnn").ShouldRefuse(3, "missing.npz can't be read");
        File.WriteAllText(Path.Combine(folder, "text.npz"), "no archive");
        Import("text.npz", "bnn").ShouldRefuse(3, "text.npz: the archive");
        Import(Path.Combine(Golden, "bnn.npz"), "bnn", "--epoch", "-1").ShouldRefuse(2, "--epoch -1: 0 or more");
        EdgeProcess.Run(folder, "import", "w.npz", "--out", "run").ShouldRefuse(2, "--network");
    }

    private EdgeProcess Import(string weights, string network, params string[] more) =>
        EdgeProcess.Run(folder, ["import", weights, "--network", Path.Combine(Golden, network + ".json"), "--out", "run", .. more]);

    /// <summary>Copies bnn.npz with one array changed, under another name (in place of the array of that name) or left out (null).</summary>
    private static void CopyWith(string path, string array, string? newName, Func<byte[], byte[]> change)
    {
        using ZipArchive from = ZipFile.OpenRead(Path.Combine(Golden, "bnn.npz"));
        using ZipArchive to = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in from.Entries)
        {
            bool changed = entry.FullName == array + ".npy";
            string? name = changed ? newName + ".npy" : entry.FullName;
            if ((changed && newName is null) || (!changed && name == newName + ".npy"))
            {
                continue;
            }

            using Stream copy = to.CreateEntry(name).Open();
            copy.Write(changed ? change(Bytes(entry)) : Bytes(entry));
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
