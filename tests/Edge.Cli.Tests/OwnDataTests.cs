using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Edge.Cli.Tests;

/// <summary>Users' tables on the command line.</summary>
public sealed class OwnDataTests : IDisposable
{
    private static readonly string[] Kinds = ["setosa", "versicolor", "virginica"];
    private readonly string folder = Directory.CreateTempSubdirectory("edge-own-").FullName;

    public OwnDataTests() => File.WriteAllLines(
        Path.Combine(folder, "own.csv"),
        ["length,width,unit,kind", .. Enumerable.Range(0, 90).Select(i => FormattableString.Invariant($"{i * 37 % 90 / 8.0},{i - 45},1,{Kinds[i % 3]}"))]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TableOfNumbers_WalksTheWholeLine()
    {
        EdgeProcess trained = EdgeProcess.Run(
            folder, "train", "lorenzen-szt-tanh-4bit", "--data", "own.csv", "--label", "kind", "--input-bits", "4", "--runs", "1", "--epochs", "2", "--checkpoints", "all", "--out", "run");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("host = emulator: 90 rows x 7 layers x 3 epochs, 0 differences", trained.Output, StringComparison.Ordinal);
        Assert.Contains("edge: own.csv: no information in 1 input column that holds one value only; kept: unit", trained.Error, StringComparison.Ordinal);
        Assert.Contains("3 classes", trained.Error, StringComparison.Ordinal);
        Assert.Contains("  length: 0 to 11.125, offset 0, scale 0.7416666666666667", trained.Error, StringComparison.Ordinal);

        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run", "run.json")));
        Assert.Equal("own.csv?label=kind&input-bits=4", manifest.RootElement.GetProperty("dataName").GetString());
        JsonElement map = manifest.RootElement.GetProperty("inputMap");
        Assert.True(map.GetProperty("quantized").GetBoolean());
        Assert.Equal(-45, map.GetProperty("columns")[1].GetProperty("offset").GetDouble());
        Assert.Equal(
            ["setosa", "versicolor", "virginica"],
            manifest.RootElement.GetProperty("classNames").EnumerateArray().Select(name => name.GetString()));

        Assert.Equal(0, EdgeProcess.Run(folder, "freeze", "run", "--out", "own.edge").ExitCode);
        EdgeProcess codes = EdgeProcess.Run(folder, "codes", "own.edge", "--device", "host", "--out", "host.edgecodes");
        Assert.True(codes.ExitCode == 0, codes.Error);
        string recorded = Path.Combine("run", "codes", "run0-epoch000002-emulator.edgecodes");
        Assert.Equal(0, EdgeProcess.Run(folder, "compare", "host.edgecodes", recorded).ExitCode);

        EdgeProcess table = EdgeProcess.Run(folder, "plane", "run", "--csv");
        Assert.Equal(0, table.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "run", "plane.csv")), table.Output);
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../host/README.md"));
        Assert.All(table.Lines[0].Split(','), column => Assert.Matches($"(?m)^\\|[^|]*`{column}`", page));
        EdgeProcess files = EdgeProcess.Run(folder, "plane", "run", "--csv", "p.csv", "--npz", "p.npz", "--out", "p.svg");
        Assert.True(files.ExitCode == 0, files.Error);
        Assert.Equal(table.Output, File.ReadAllText(Path.Combine(folder, "p.csv")));
        Assert.Contains("codes of run 0 (of 1) at 3 epochs, computed by emulator", files.Output, StringComparison.Ordinal);
        Assert.Equal(0, EdgeProcess.Run(folder, "plane", "run", "--npz", "h.npz", "--device", "host").ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "p.npz")), File.ReadAllBytes(Path.Combine(folder, "h.npz")));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "p.svg")), StringComparison.Ordinal);

        EdgeProcess.Run(folder, "plane", "run").ShouldRefuse(2, "say what to write");
        EdgeProcess.Run(folder, "plane", "run", "--csv", "--logits").ShouldRefuse(2, "--logits goes with --out");
        EdgeProcess.Run(folder, "plane", "run", "--csv", "--run", "0").ShouldRefuse(2, "--run goes with --npz");
        EdgeProcess.Run(folder, "plane", "run", "--npz", "x.npz", "--run", "7").ShouldRefuse(3, "holds no run 7");
    }

    [Fact]
    public void Data_DescribesTheTableAndItsMap()
    {
        EdgeProcess described = EdgeProcess.Run(folder, "data", "own.csv", "--label", "kind", "--input-bits", "2", "--json");
        Assert.Equal(0, described.ExitCode);
        using JsonDocument json = JsonDocument.Parse(described.Output);
        Assert.Equal(3, json.RootElement.GetProperty("map").GetProperty("top_code").GetInt32());
        EdgeProcess text = EdgeProcess.Run(folder, "data", "own.csv", "--label", "kind");
        Assert.Contains("rows per class: setosa 30, versicolor 30, virginica 30", text.Output, StringComparison.Ordinal);
        Assert.Contains("each column by itself: value = offset + scale x code, codes 0..255", text.Output, StringComparison.Ordinal);
        Assert.Contains("  width: -45 to 44, offset -45, scale ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NumPyTable_Trains()
    {
        using (ZipArchive zip = ZipFile.Open(Path.Combine(folder, "own.npz"), ZipArchiveMode.Create))
        {
            Add(zip, "X", "|b1", "(8, 3)", [.. Enumerable.Range(0, 24).Select(i => (byte)((i / 3 >> (i % 3)) & 1))]);
            Add(zip, "y", "|u1", "(8,)", [0, 1, 1, 0, 1, 0, 0, 1]);
        }

        EdgeProcess trained = EdgeProcess.Run(
            folder, "train", "raj-szt", "--data", "own.npz", "--runs", "1", "--epochs", "1", "--device", "host", "--json", "--out", "run");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Equal(8, JsonDocument.Parse(trained.Output).RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void Mistakes_AreOneLine()
    {
        EdgeProcess.Run(folder, "data", "own.csv", "--label", "kin").ShouldRefuse(3, "no column 'kin'; did you mean 'kind'?");
        EdgeProcess.Run(folder, "train", "raj-szt", "--label", "kind", "--out", "x").ShouldRefuse(2, "--label goes with a table");
        EdgeProcess.Run(folder, "train", "raj-szt", "--data", "szt", "--label", "kind", "--out", "x").ShouldRefuse(3, "'szt' takes no label");
        EdgeProcess.Run(folder, "data", "own.csv", "--input-bits", "9").ShouldRefuse(2, "--input-bits 9: 1 to 8");
        File.AppendAllText(Path.Combine(folder, "own.csv"), "1,2,3\n");
        EdgeProcess.Run(folder, "train", "raj-szt", "--data", "own.csv", "--label", "kind", "--out", "x").ShouldRefuse(3, "own.csv, row 92: 3 columns, the first row has 4");
        File.WriteAllText(Path.Combine(folder, "x.mat"), "MATLAB");
        EdgeProcess.Run(folder, "data", "x.mat").ShouldRefuse(3, "x.mat: 6 bytes are too few for a MATLAB file");
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static void Add(ZipArchive zip, string name, string type, string shape, byte[] data)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(((10 + header.Length + 1 + 63) / 64 * 64) - 11) + "\n";
        using Stream stream = zip.CreateEntry(name + ".npy").Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
