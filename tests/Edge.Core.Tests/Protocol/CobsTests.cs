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
    [InlineData("00")]
    [InlineData("0311")]
    [InlineData("FF11")]
    [InlineData("031100")]
    [InlineData("010003")]
    public void Decode_WhatIsNoEncoding_IsRefused(string encoded)
    {
        byte[] bytes = Convert.FromHexString(encoded);
        Assert.Null(Decode(bytes));
    }

    private static byte[] Encode(byte[] message)
    {
        byte[] target = new byte[Cobs.MostEncoded(message.Length) + 3];
        int length = Cobs.Encode(message, 0, message.Length, target, 3);
        return target[3..(3 + length)];
    }

    private static byte[]? Decode(byte[] encoded)
    {
        byte[] bytes = [0, 0, .. encoded];
        int length = Cobs.Decode(bytes, 2, encoded.Length);
        return length < 0 ? null : bytes[2..(2 + length)];
    }
}
