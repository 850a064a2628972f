using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Testing;

namespace Edge.Inference.Tests;

public class InputSetTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 1)]
    [InlineData(22, 3)]
    [InlineData(13, 5)]
    [InlineData(9, 7)]
    [InlineData(784, 8)]
    public void Rows_PackAsInMemoryAndOnTheWire(int width, int bits)
    {
        Random random = new(width);
        TensorFormat format = new(width, bits, (1 << bits) - 1, TensorMap.Affine);
        byte[][] rows = [.. Enumerable.Range(0, 300).Select(_ => RandomModels.Row(random, format))];
        InputSet set = InputSet.FromCodes(rows.SelectMany(row => row).ToArray(), width, bits, format.TopCode);
        Assert.Equal(MemoryRows.Pack(rows, bits), set.Words.ToArray());
        byte[] wire = new byte[rows.Length * set.WireRowBytes];
        set.PackForWire(0, rows.Length, wire);
        Assert.Equal(rows.SelectMany(row => WireRows.Pack(row, bits)), wire);
        byte[] header = [44, 1, 0, 0, (byte)(width & 255), (byte)(width >> 8), (byte)bits, (byte)format.TopCode];
        Assert.Equal(SHA256.HashData([.. header, .. wire]), set.Identity);
        Assert.Equal(BitConverter.ToUInt64(set.Identity), set.Id);
        for (int i = 0; i < width; i++)
        {
            Assert.Equal(rows[17][i], set.CodeAt(17, i));
        }
    }

    [Fact]
    public void Counting_IsFound()
    {
        InputSet set = InputSet.Counting(12);
        Assert.Equal(4096, set.Rows);
        Assert.True(set.IsCounting);
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal((1234 >> (11 - i)) & 1, set.CodeAt(1234, i));
        }

        ulong[] words = set.Words.ToArray();
        Assert.True(new InputSet(100, 12, 1, 1, words[..100]).IsCounting);
        (words[5], words[6]) = (words[6], words[5]);
        Assert.False(new InputSet(4096, 12, 1, 1, words).IsCounting);
        Assert.False(new InputSet(2, 1, 1, 1, [1, 0]).IsCounting);
        Assert.False(new InputSet(3, 1, 1, 1, [0, 1, 0]).IsCounting);
        Assert.False(InputSet.FromCodes([0, 1], 1, 2, 1).IsCounting);
    }

    [Fact]
    public void UnsoundRows_AreRefused()
    {
        Refused(() => new InputSet(1, 3, 1, 1, [8]), "bits behind");
        Refused(() => new InputSet(1, 2, 2, 2, [0b1101]), "row 0, input 1: code 3 is above the largest, 2");
        Refused(() => new InputSet(2, 2, 2, 2, [0]), "do not make 1 words");
        Refused(() => InputSet.FromCodes([4], 1, 2, 3), "row 0, input 0: code 4 does not fit 2 bits");
        Refused(() => InputSet.FromCodes([1, 1, 1], 2, 2, 3), "no whole rows");
        Refused(() => InputSet.FromCodes([], 0, 2, 3), "no whole rows");
        Refused(() => new InputSet(0, 9000, 1, 1, []), "width 9000");

        static void Refused(Func<InputSet> make, string message) =>
            Assert.Contains(message, Assert.Throws<InputSetException>(() => make()).Message);
    }

    [Fact]
    public void RequireFits_NamesBothShapes()
    {
        IntegerModel model = RandomModels.Create(
            new Random(1), new TensorFormat(12, 1, 1, TensorMap.Bipolar), new LayerShape(2, 1, 8, false, false));
        InputSet.Counting(12).RequireFits(model);
        Assert.Contains("rows of 12 codes", Assert.Throws<InputSetException>(() => InputSet.Counting(11).RequireFits(model)).Message);
    }
}
