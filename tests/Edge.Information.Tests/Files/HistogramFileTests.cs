using Edge.Information.Codes;
using Edge.Information.Files;
using Edge.Information.Tests.Codes;

namespace Edge.Information.Tests.Files;

public class HistogramFileTests
{
    [Fact]
    public void Write_ThenRead_GivesTheSameBytesAndPoints()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a" + HistogramFile.Extension);
        var codes = SampleTables.Create(300, 5, false, ("dense1", 10, 1), ("logits", 3, 11), ("softmax", 1, 3));
        var table = Histograms(codes);

        HistogramFile.Write(path, table);
        var read = HistogramFile.Read(path);

        Assert.Equal(HistogramFile.ToBytes(table), HistogramFile.ToBytes(read));
        Assert.Equal(table.Origin, read.Origin);
        Assert.Equal(table.Layers.Select(layer => (layer.Name, layer.Streamed)), read.Layers.Select(layer => (layer.Name, layer.Streamed)));
        Assert.Equal(PlaneCalculator.Points(codes), PlaneCalculator.Points(read));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Read_AnyByteAlteredOrMissing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a" + HistogramFile.Extension);
        var bytes = HistogramFile.ToBytes(Histograms(SampleTables.Create(20, 5, false, ("dense1", 10, 1), ("softmax", 2, 32))));
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 0x10;
            File.WriteAllBytes(path, altered);
            Assert.Contains(path, Assert.Throws<CodesFileException>(() => HistogramFile.Read(path)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, bytes[..at]);
            Assert.Throws<CodesFileException>(() => HistogramFile.Read(path));
        }
    }

    /// <summary>Sound by its hash, but not what a device can have counted.</summary>
    [Fact]
    public void Read_CountsThatAreNotThoseOfTheRows_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a" + HistogramFile.Extension);
        var bytes = HistogramFile.ToBytes(Histograms(SampleTables.Create(20, 5, false, ("dense1", 10, 1))));
        bytes[^33]++;
        System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        File.WriteAllBytes(path, bytes);
        Assert.Contains("dense1", Assert.Throws<CodesFileException>(() => HistogramFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static HistogramTable Histograms(CodeTable codes) => new(
        codes.Origin,
        codes.Rows,
        [.. codes.Layers.Select((layer, i) => new HistogramLayer(
            layer.Name, CodeHistogram.Of(layer.Codes, codes.Rows.Labels, codes.Origin.Classes), i == 0 ? "more distinct words" : null))]);
}
