using Edge.Experiments.Data;

namespace Edge.Experiments.Tests.Data.Matlab;

public sealed class SztMatFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-mat-").FullName;
    private readonly double[] inputs = new double[4096 * 12];
    private readonly double[] labels = new double[4096];

    public SztMatFileTests() => Fill([.. Enumerable.Range(0, 4096)]);

    private string Own => Path.Combine(folder, "var_u.mat");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false, false, MatWriter.Double)]
    [InlineData(true, false, MatWriter.Double)]
    [InlineData(false, true, MatWriter.Double)]
    [InlineData(true, true, MatWriter.UInt8)]
    [InlineData(true, false, MatWriter.UInt8)]
    [InlineData(false, false, MatWriter.Int16)]
    public void SameTable_HasTheHashOfSzt(bool compressed, bool bigEndian, int storage)
    {
        Write(new MatWriter(bigEndian, compressed, storage));
        DataSet data = DataSetCatalogue.Open(Own);
        Assert.Equal(SztDataSet.Create().Sha256, data.Sha256);
        Assert.Equal(Own, data.Name);
    }

    [Fact]
    public void RowsInAnyOrder_GiveTheSameTable()
    {
        int[] order = [.. Enumerable.Range(0, 4096)];
        new Random(1).Shuffle(order);
        Fill(order);
        Write(new MatWriter());
        Assert.Equal(SztDataSet.Create().Sha256, DataSetCatalogue.Open(Own).Sha256);
    }

    [Fact]
    public void LabelsThatDiffer_AreCounted()
    {
        foreach (int row in (int[])[10, 20, 4095])
        {
            labels[row] = 1 - labels[row];
        }

        Write(new MatWriter());
        Assert.Contains("differs from szt in 3 of 4096 labels, first in row 11", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatAreNoBitsOrDoubled_AreNamed()
    {
        inputs[5] = 0.5;
        Write(new MatWriter());
        Assert.Contains("F(6,1) is 0.5, a bit 0 or 1 is needed", Refused(), StringComparison.Ordinal);
        Fill([7, .. Enumerable.Range(1, 4095)]);
        Write(new MatWriter());
        Assert.Contains("row 8 of F stands there twice", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherVariablesAndShapes_AreNamed()
    {
        File.WriteAllBytes(Own, new MatWriter().File(("f", 2, 1, [0, 1]), ("y", 1, 2, [0, 1])));
        Assert.Contains("no real matrix 'F'; did you mean 'f'?", Refused(), StringComparison.Ordinal);
        File.WriteAllBytes(Own, new MatWriter().File(("F", 2, 1, [0, 1]), ("y", 1, 2, [0, 1])));
        Assert.Contains("F is 2 x 1 and y 1 x 2; the SZT file has F 4096 x 12", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFilesAndTornOnes_AreRefusedInOneLine()
    {
        Write(new MatWriter());
        byte[] whole = File.ReadAllBytes(Own);
        for (int length = 0; length < whole.Length; length += 40009)
        {
            File.WriteAllBytes(Own, whole[..length]);
            Refused();
        }

        byte[] newer = [.. whole];
        newer[125] = 2;
        File.WriteAllBytes(Own, newer);
        Assert.Contains("version 0x0200, where 0x0100 is read; save it with -v7", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void DamagedFile_IsTheSameTableOrRefused(bool compressed, bool bigEndian)
    {
        Write(new MatWriter(bigEndian, compressed, MatWriter.UInt8));
        byte[] whole = File.ReadAllBytes(Own);
        byte[] expected = SztDataSet.Create().Sha256;
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. whole];
            // Every second time within the first variable's tags.
            damaged[random.Next(124, i % 2 == 0 ? 190 : damaged.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Own, damaged);
            if (Record.Exception(() => DataSetCatalogue.Open(Own)) is Exception failure)
            {
                Assert.IsType<DataSetException>(failure);
            }
            else
            {
                Assert.Equal(expected, DataSetCatalogue.Open(Own).Sha256);
            }
        }
    }

    private void Fill(int[] numbers)
    {
        for (int row = 0; row < numbers.Length; row++)
        {
            labels[row] = SztDataSet.Label(numbers[row]);
            for (int column = 0; column < 12; column++)
            {
                inputs[(column * 4096) + row] = (numbers[row] >> (11 - column)) & 1;
            }
        }
    }

    private void Write(MatWriter writer) => File.WriteAllBytes(Own, writer.File(("F", 4096, 12, inputs), ("y", 1, 4096, labels)));

    private string Refused()
    {
        string message = Assert.Throws<DataSetException>(() => DataSetCatalogue.Open(Own)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Contains("var_u.mat", message, StringComparison.Ordinal);
        return message;
    }
}
