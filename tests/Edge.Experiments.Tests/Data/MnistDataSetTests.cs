using System.Buffers.Binary;
using System.IO.Compression;
using Edge.Experiments.Data;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Tests.Data;

/// <summary>The idx files are made here, with pixels and digits from a formula; the real ones are the user's.</summary>
public sealed class MnistDataSetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-mnist-").FullName;

    public MnistDataSetTests()
    {
        WriteImages("train-images-idx3-ubyte", 60000, first: 0, zipped: false);
        WriteImages("t10k-images-idx3-ubyte", 10000, first: 60000, zipped: true);
        WriteLabels("train-labels-idx1-ubyte", 60000, first: 0);
        WriteLabels("t10k-labels-idx1-ubyte", 10000, first: 60000);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Folder_IsReadWithTrainRowsFirst()
    {
        DataSet data = DataSetCatalogue.Open("mnist:" + folder);
        Assert.Equal((70000, 10, 60000), (data.Rows, data.Classes, data.GivenTrainRows!.Value));
        Assert.Equal(784, data.Input.Width);
        Assert.Equal((8, 255, 0), (data.Input.Bits, data.Input.TopCode, data.Input.ZeroPoint));
        foreach (int row in (int[])[0, 1, 59999, 60000, 69999])
        {
            Assert.Equal(Digit(row), data.Labels[row]);
            Assert.Equal(Pixel(row, 0), data.Row(row)[0]);
            Assert.Equal(Pixel(row, 783), data.Row(row)[783]);
        }
    }

    [Fact]
    public void SplitSeed_OfDataThatComesDivided_IsRefusedUnlessAShareIsAskedFor()
    {
        SettingsOverrides overrides = new() { Data = "mnist:" + folder, SplitSeed = 3 };
        string refused = Assert.Throws<SettingsException>(() => ExperimentPlan.Load("raj-mnist", overrides)).Message;
        Assert.Contains("comes divided, its first 60000 rows are the training rows; leave it out or give a trainFraction", refused, StringComparison.Ordinal);
        ExperimentPlan plan = ExperimentPlan.Load("raj-mnist", overrides with { SplitSeed = null });
        ExperimentPlan.Of(plan.Settings with { TrainFraction = 0.5, SplitSeed = 3 }, plan.Data);
    }

    [Fact]
    public void WrongFiles_AreRefusedInOneLine()
    {
        string labels = Path.Combine(folder, "train-labels-idx1-ubyte");
        byte[] good = File.ReadAllBytes(labels);

        File.WriteAllBytes(labels, good[..^1]);
        Assert.Contains("should hold 60008 bytes, it holds 60007", Refused(), StringComparison.Ordinal);

        File.WriteAllBytes(labels, [.. good, 0]);
        Assert.Contains("it holds more", Refused(), StringComparison.Ordinal);

        File.WriteAllBytes(labels, [0, 0, 8, 3, .. good[4..]]);
        Assert.Contains("magic number at byte 0 is 2051, expected 2049", Refused(), StringComparison.Ordinal);

        byte[] eleven = [.. good];
        eleven[8 + 17] = 11;
        File.WriteAllBytes(labels, eleven);
        Assert.Contains("label 17 is 11", Refused(), StringComparison.Ordinal);

        File.Delete(labels);
        Assert.Contains("holds neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz", Refused(), StringComparison.Ordinal);

        File.WriteAllBytes(labels + ".gz", [1, 2, 3]);
        Assert.Contains("can't be read", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFolder_IsRefused()
    {
        Assert.Contains("no folder", Assert.Throws<DataSetException>(() => DataSetCatalogue.Open("mnist:/no/such/folder")).Message, StringComparison.Ordinal);
    }

    private string Refused() => Assert.Throws<DataSetException>(() => MnistDataSet.Read(folder)).Message;

    private static byte Pixel(int row, int pixel) => (byte)((row + 7 * pixel) % 256);

    private static byte Digit(int row) => (byte)(row % 10);

    private void WriteImages(string name, int rows, int first, bool zipped)
    {
        byte[] bytes = new byte[16 + rows * 784];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 0x0803);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)rows);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), 28);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), 28);
        for (int row = 0; row < rows; row++)
        {
            for (int pixel = 0; pixel < 784; pixel++)
            {
                bytes[16 + row * 784 + pixel] = Pixel(first + row, pixel);
            }
        }

        if (!zipped)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
            return;
        }

        using GZipStream stream = new(File.Create(Path.Combine(folder, name + ".gz")), CompressionLevel.Fastest);
        stream.Write(bytes);
    }

    private void WriteLabels(string name, int rows, int first)
    {
        byte[] bytes = new byte[8 + rows];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 0x0801);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)rows);
        for (int row = 0; row < rows; row++)
        {
            bytes[8 + row] = Digit(first + row);
        }

        File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }
}
