using Edge.Core.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Core.Tests.Protocol;

public class CobsTests
{
    [Theory]
    [InlineData("", "01")]
    [InlineData("00", "0101")]
    [InlineData("0000", "010101")]
    [InlineData("00 11 00", "01021101")]
    [InlineData("11 22 00 33", "0311220233")]
    [InlineData("11 22 33 44", "0511223344")]
    [InlineData("11 00 00 00", "0211010101")]
    public void Encode_KnownMessages(string message, string encoded)
    {
        Assert.Equal(encoded, Convert.ToHexString(Encode(Convert.FromHexString(message.Replace(" ", "", StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData(253, 254)]
    [InlineData(254, 255)]
    [InlineData(255, 257)]
    [InlineData(508, 510)]
    [InlineData(509, 512)]
    public void Encode_RunsWithoutZeroAtTheBlockLimit(int bytes, int encodedBytes)
    {
        byte[] message = new byte[bytes];
        Array.Fill(message, (byte)7);

        byte[] encoded = Encode(message);

        Assert.Equal(encodedBytes, encoded.Length);
        Assert.Equal(message, Decode(encoded));
    }

    [Fact]
    public void Decode_FullBlockFollowedByAnEmptyOne_IsTheSameMessage()
    {
        byte[] message = new byte[254];
        Array.Fill(message, (byte)9);
        byte[] withEmptyBlock = [.. Encode(message), 1];

        Assert.Equal(message, Decode(withEmptyBlock));
    }

    [Fact]
    public void EncodeThenDecode_IsTheIdentity_AndWithoutZeros()
    {
        Gen<byte[]> gen =
            from length in Gen.Choose(0, 1200)
            from zeros in Gen.Choose(0, 3)
            from bytes in Gen.ArrayOf(Gen.Choose(0, zeros == 0 ? 1 : 255), length)
            select bytes.Select(b => (byte)(zeros == 3 && b == 0 ? 1 : b)).ToArray();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(11, 13),
            Prop.ForAll(gen.ToArbitrary(), message =>
            {
                byte[] encoded = Encode(message);
                return !encoded.Contains((byte)0)
                    && encoded.Length <= Cobs.MostEncoded(message.Length)
                    && message.SequenceEqual(Decode(encoded) ?? [1, 2, 3]);
            }));
    }

    [Theory]
    [InlineData("0311")]
    [InlineData("FF11")]
    [InlineData("010103")]
    [InlineData("0211FF")]
    public void Decode_BlockBeyondTheEnd_IsRefused(string encoded)
    {
        byte[] bytes = Convert.FromHexString(encoded);
        Assert.Null(Decode(bytes));
    }

    /// <summary>Against an encoder that copies byte by byte: every length and place of a zero around the block limit.</summary>
    [Fact]
    public void Encode_EqualsTheDefinition_AroundTheBlockLimit()
    {
        for (int bytes = 250; bytes <= 260; bytes++)
        {
            for (int zero = 0; zero < bytes; zero++)
            {
                byte[] message = new byte[2 * bytes];
                Array.Fill(message, (byte)7);
                message[zero] = 0;
                message[bytes + (zero / 3)] = 0;

                byte[] encoded = Encode(message);

                Assert.Equal(ByDefinition(message), encoded);
                Assert.Equal(message, Decode(encoded));
            }
        }
    }

    [Fact]
    public void Encode_EqualsTheDefinition()
    {
        Random random = new(29);
        for (int trial = 0; trial < 10_000; trial++)
        {
            byte[] message = new byte[random.Next(1100)];
            int rarity = 1 << random.Next(11);
            for (int i = 0; i < message.Length; i++)
            {
                message[i] = (byte)(random.Next(rarity) == 0 ? 0 : random.Next(1, 256));
            }

            byte[] encoded = Encode(message);

            Assert.Equal(ByDefinition(message), encoded);
            Assert.Equal(message, Decode(encoded));
        }
    }

    private static byte[] ByDefinition(byte[] message)
    {
        List<byte> encoded = [];
        List<byte> block = [];
        for (int i = 0; i < message.Length; i++)
        {
            if (message[i] != 0)
            {
                block.Add(message[i]);
            }

            if (message[i] == 0 || (block.Count == 254 && i + 1 < message.Length))
            {
                encoded.Add((byte)(block.Count + 1));
                encoded.AddRange(block);
                block.Clear();
            }
        }

        return [.. encoded, (byte)(block.Count + 1), .. block];
    }

    private static byte[] Encode(byte[] message)
    {
        byte[] frame = new byte[3 + Cobs.MostEncoded(message.Length) + 1];
        Array.Fill(frame, (byte)0xA5);
        message.CopyTo(frame, 4);
        int length = Cobs.Encode(frame, 3, message.Length);
        Assert.Equal(0, frame[3 + length]);
        Assert.Equal(0xA5, frame[2]);
        return frame[3..(3 + length)];
    }

    private static byte[]? Decode(byte[] encoded)
    {
        byte[] bytes = [9, 9, .. encoded, 9];
        int length = Cobs.Decode(bytes, 2, encoded.Length);
        Assert.Equal(9, bytes[^1]);
        return length < 0 ? null : bytes[3..(3 + length)];
    }
}
