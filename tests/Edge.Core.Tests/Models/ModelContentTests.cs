using Edge.Core.Models;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Core.Tests.Models;

public class ModelContentTests
{
    [Fact]
    public void Content_ReadBack_IsTheSameModel()
    {
        Property property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed =>
            {
                IntegerModel model = RandomModels.Create(seed);
                byte[] content = ModelContentWriter.Write(model);
                Assert.Equal(ModelContent.Size(model), content.Length);
                byte[] inside = [7, 7, 7, .. content, 7];
                IntegerModel back = ModelContentReader.Read(inside, 3, content.Length);
                Assert.True(ModelEquality.Same(model, back));
                Assert.Equal(content, ModelContentWriter.Write(back));
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1UL, 3UL), property);
    }

    [Fact]
    public void Content_InPieces_IsTheSameModel_AndThePiecesAreGivenUp()
    {
        int several = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            IntegerModel model = RandomModels.Create(seed);
            byte[] content = ModelContentWriter.Write(model);
            byte[][] pieces = [.. content.Chunk(ModelContent.PieceBytes)];
            Assert.Equal(ModelContent.Pieces(content.Length), pieces.Length);

            Assert.True(ModelEquality.Same(model, ModelContentReader.Read(pieces, content.Length)));

            Assert.All(pieces[..^1], Assert.Null);
            several += pieces.Length > 2 ? 1 : 0;
        }

        Assert.True(several > 5);
    }

    /// <summary>The layout of shared/README.md, byte by byte.</summary>
    [Fact]
    public void Content_HasTheDocumentedBytes()
    {
        TensorFormat input = new(3, 1, 1, TensorMap.Bipolar);
        TensorFormat hidden = new(2, 2, 3, TensorMap.Affine);
        TensorFormat output = new(2, 1, 1, TensorMap.Affine);
        IntegerModel model = new(
            input,
            [
                new DenseLayer(input, hidden, 1, [[0b101], [0b010]], null, [1, -1], true, [[-1, 0, 1], [int.MinValue, 2, int.MaxValue]]),
                new DenseLayer(hidden, output, 3, null, [[3, -3], [-1, 2]], [256, 0], false, [[5]]),
            ],
            [65535, 258],
            4);
        string expected =
            "01" + "02" + "0300" + "010100" + "04"
            + "0200" + "01" + "020301" + "01" + "00"
            + "01000000" + "FFFFFFFF"
            + "FFFFFFFF" + "00000000" + "01000000" + "00000080" + "02000000" + "FFFFFF7F"
            + "0500000000000000" + "0200000000000000"
            + "0200" + "03" + "010101" + "00" + "00"
            + "00010000" + "00000000"
            + "05000000"
            + "2B" + "17"
            + "FFFF" + "0201";
        Assert.Equal(expected, Convert.ToHexString(ModelContentWriter.Write(model)));
    }

    [Fact]
    public void TornContent_IsRefusedAtEveryLength()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            byte[] content = ModelContentWriter.Write(RandomModels.Create(seed, 20));
            for (int length = 0; length < content.Length; length++)
            {
                ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => ModelContentReader.Read(content, 0, length));
                Assert.DoesNotContain('\n', refusal.Message);
            }

            byte[] longer = [.. content, 0];
            Assert.Contains("follow", Assert.Throws<ModelFormatException>(() => ModelContentReader.Read(longer, 0, longer.Length)).Message);
        }
    }

    /// <summary>A wrong bit is refused, or makes another sound model: never the same one, nothing else thrown.</summary>
    [Fact]
    public void FlippedBit_IsRefusedOrAnotherSoundModel()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            IntegerModel model = RandomModels.Create(seed, 20);
            byte[] content = ModelContentWriter.Write(model);
            for (int i = 0; i < content.Length; i++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    content[i] ^= (byte)(1 << bit);
                    try
                    {
                        IntegerModel other = ModelContentReader.Read(content, 0, content.Length);
                        Assert.False(ModelEquality.Same(model, other));
                        Assert.Equal(content, ModelContentWriter.Write(other));
                    }
                    catch (ModelFormatException refusal)
                    {
                        Assert.DoesNotContain('\n', refusal.Message);
                    }

                    content[i] ^= (byte)(1 << bit);
                }
            }
        }
    }

    /// <summary>A header that promises the largest model costs no memory before its bytes are there.</summary>
    [Fact]
    public void HugePromise_AllocatesLittle()
    {
        byte[] content = [1, 32, 0, 32, 8, 255, 1, 8, 0, 32, 8, 8, 255, 1, 1, 0, 1, 2, 3];
        ReadRefused(content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadRefused(content);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);

        static void ReadRefused(byte[] content) =>
            Assert.Throws<ModelFormatException>(() => ModelContentReader.Read(content, 0, content.Length));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 1)]
    [InlineData(3, 3)]
    [InlineData(5, 7)]
    public void PaddingBits_ThatAreNotZero_AreRefused(int inputs, int weightBits)
    {
        TensorFormat input = new(inputs, 8, 255, TensorMap.Affine);
        IntegerModel model = RandomModels.Create(new Random(2), input, new LayerShape(2, weightBits, 1, false, false));
        byte[] content = ModelContentWriter.Write(model);
        int used = inputs * weightBits;
        int rowBytes = ModelContent.WeightRowBytes(inputs, weightBits);
        int rows = content.Length - (2 * model.SoftmaxTable.Length) - (2 * rowBytes);
        for (int bit = used; bit < 8 * rowBytes; bit++)
        {
            byte[] wrong = [.. content];
            wrong[rows + rowBytes + (bit / 8)] |= (byte)(1 << (bit % 8));
            Assert.Contains("padding bits", Assert.Throws<ModelFormatException>(() => ModelContentReader.Read(wrong, 0, wrong.Length)).Message);
        }
    }

    [Fact]
    public void Identity_IsTheHashOfTheContent()
    {
        byte[] content = ModelContentWriter.Write(RandomModels.Create(3));
        byte[] hash = ModelIdentity.Hash(content, 0, content.Length);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(content), hash);
        Assert.Equal(BitConverter.ToUInt64(hash), ModelIdentity.Id(hash));
    }
}
