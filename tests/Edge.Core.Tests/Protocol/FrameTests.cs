using Edge.Core.Protocol;
using Edge.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Core.Tests.Protocol;

public class FrameTests
{
    private const int Largest = FrameLimits.FirstFrameBytes;

    [Fact]
    public void LargestBody_Of240Bytes_Is231()
    {
        Assert.Equal(231, FrameLimits.LargestBody(Largest));
    }

    [Theory]
    [InlineData(240)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(258)]
    [InlineData(1024)]
    [InlineData(65535)]
    public void LargestMessage_IsTheLargestThatAlwaysFits(int frameBytes)
    {
        int message = FrameLimits.LargestMessage(frameBytes);

        Assert.True(Cobs.MostEncoded(message) + 2 <= frameBytes);
        Assert.True(Cobs.MostEncoded(message + 1) + 2 > frameBytes);
    }

    /// <summary>Any message, short or of many blocks with and without zeros, ends as the same frame in steps.</summary>
    [Fact]
    public void EndInSteps_IsEnd()
    {
        Gen<byte[]> gen =
            from length in Gen.Choose(0, 2000)
            from values in Gen.Elements(1, 2, 255)
            from bytes in Gen.ArrayOf(Gen.Choose(0, values - 1), length)
            from shift in Gen.Choose(0, 1)
            select bytes.Select(b => (byte)(b + shift)).ToArray();
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(gen.ToArbitrary(), body =>
        {
            FrameWriter whole = new(2048);
            FrameWriter steps = new(2048);
            foreach (FrameWriter writer in (FrameWriter[])[whole, steps])
            {
                writer.Begin(7, 8);
                writer.PutBytes(body, 0, body.Length);
            }

            steps.BeginEnd();
            int count = 1;
            int length = steps.EndStep();
            for (; length == 0; count++)
            {
                length = steps.EndStep();
            }

            Assert.Equal(whole.Frame[..whole.End()], steps.Frame[..length]);
            Assert.True(count > body.Length / 256);
        }));
    }

    [Fact]
    public void WriterThenReader_AnyPieces_GiveTheMessagesBack()
    {
        Gen<(byte[] Body, int Piece)> gen =
            from length in Gen.Choose(0, 231)
            from bytes in Gen.ArrayOf(Gen.Choose(0, 255), length)
            from piece in Gen.Choose(1, 40)
            select (bytes.Select(b => (byte)b).ToArray(), piece);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(17, 19),
            Prop.ForAll(gen.ToArbitrary(), message =>
            {
                byte[] line = [.. Frame(0x86, 200, message.Body), .. Frame(3, 4, [])];
                FrameReader reader = new(Largest);
                List<string> got = ReadAll(reader, line, message.Piece);
                return reader.Accepted == 2 && reader.Dropped == 0
                    && got.SequenceEqual([Describe(0x86, 200, message.Body), Describe(3, 4, [])]);
            }));
    }

    [Fact]
    public void Reader_FrameWithOneFlippedBit_IsDropped_AndTheNextOneComesThrough()
    {
        byte[] sound = Frame(0x03, 7, [1, 0, 2, 0, 0, 3, 250, 255]);
        byte[] next = Frame(0x07, 8, []);
        for (int bit = 0; bit < 8 * sound.Length; bit++)
        {
            byte[] flipped = (byte[])sound.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            FrameReader reader = new(Largest);

            List<string> got = ReadAll(reader, [.. flipped, .. next], 1000);

            // A flipped first zero leaves a longer run of bytes, a flipped last one joins the frame to what follows: the zero that opens
            // the next frame ends both, so that only the damaged frame is lost.
            Assert.Equal([Describe(0x07, 8, [])], got);
            Assert.True(reader.Dropped >= 1);
        }
    }

    [Fact]
    public void Reader_TornFrame_IsDroppedAndCounted_AndTheNextOneComesThrough()
    {
        byte[] sound = Frame(0x03, 7, [1, 0, 2, 0, 0, 3, 250, 255]);
        byte[] next = Frame(0x07, 8, []);
        for (int length = 2; length < sound.Length - 1; length++)
        {
            FrameReader reader = new(Largest);

            List<string> got = ReadAll(reader, [.. sound.Take(length), .. next], 1000);

            Assert.Equal([Describe(0x07, 8, [])], got);
            Assert.Equal(1u, reader.Dropped);
        }
    }

    [Fact]
    public void Reader_RunLongerThanTheLargestFrame_IsDroppedWithoutGrowing()
    {
        FrameReader reader = new(Largest);
        byte[] message = reader.Message;
        byte[] noise = Enumerable.Repeat((byte)0x55, 100_000).ToArray();
        int used = 0;

        long allocated = Allocations.Of(() => used = reader.Take(noise, 0, noise.Length));

        Assert.Equal(0, allocated);
        Assert.Equal(noise.Length, used);
        Assert.False(reader.Ready);
        Assert.Equal([Describe(0x07, 8, [])], ReadAll(reader, [0, .. Frame(0x07, 8, [])], 1000));
        Assert.Equal(1u, reader.Dropped);
        Assert.Same(message, reader.Message);
        Assert.Equal(Largest - 2, message.Length);
    }

    [Fact]
    public void Reader_RandomBytes_NeverThrowsAndCountsEveryRun()
    {
        byte[] noise = new byte[20_000];
        new Random(3).NextBytes(noise);
        FrameReader reader = new(Largest);

        List<string> got = ReadAll(reader, [.. noise, 0], 64);

        Assert.Empty(got);
        int runs = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            runs += noise[i] != 0 && (i + 1 == noise.Length || noise[i + 1] == 0) ? 1 : 0;
        }

        Assert.Equal((uint)runs, reader.Dropped);
    }

    [Fact]
    public void WriterAndReader_PerFrame_AllocateNothing()
    {
        FrameWriter writer = new(1024);
        FrameReader reader = new(1024);
        void Pass()
        {
            writer.Begin(MessageType.Codes, 1);
            int at = writer.Reserve(writer.Room);
            writer.Message[at] = 5;
            reader.Take(writer.Frame, 0, writer.End());
        }

        Pass();
        uint passed = reader.Accepted;
        Assert.Equal(0, Allocations.Of(Pass));
        Assert.True(reader.Accepted > passed);
        Assert.Equal(FrameLimits.LargestBody(1024), reader.BodyLength);
    }

    [Fact]
    public void WriterAndReader_Numbers_AreLittleEndian()
    {
        FrameWriter writer = new(Largest);
        writer.Begin(MessageType.RunDone, 255);
        writer.PutU8(0x1FE);
        writer.PutU16(0xBEEF);
        writer.PutU32(0xFEDCBA98);
        writer.PutU64(0xF123456789ABCDEF);
        FrameReader reader = new(Largest);

        reader.Take(writer.Frame, 0, writer.End());

        Assert.True(reader.Ready);
        Assert.Equal("FEEFBE98BADCFEEFCDAB89674523F1", Convert.ToHexString(reader.Message, FrameReader.BodyOffset, reader.BodyLength));
        Assert.Equal(0xFE, reader.U8(0));
        Assert.Equal(0xBEEF, reader.U16(1));
        Assert.Equal(0xFEDCBA98u, reader.U32(3));
        Assert.Equal(0xF123456789ABCDEFul, reader.U64(7));
    }

    private static byte[] Frame(byte type, byte number, byte[] body)
    {
        FrameWriter writer = new(Largest);
        writer.Begin(type, number);
        writer.PutBytes(body, 0, body.Length);
        return writer.Frame[..writer.End()];
    }

    private static List<string> ReadAll(FrameReader reader, byte[] line, int piece)
    {
        List<string> messages = [];
        for (int start = 0; start < line.Length; start += piece)
        {
            int end = Math.Min(line.Length, start + piece);
            int at = start;
            while (at < end)
            {
                at += reader.Take(line, at, end - at);
                if (reader.Ready)
                {
                    byte[] body = reader.Message[FrameReader.BodyOffset..(FrameReader.BodyOffset + reader.BodyLength)];
                    messages.Add(Describe(reader.Type, reader.Number, body));
                }
            }
        }

        return messages;
    }

    private static string Describe(byte type, byte number, byte[] body)
    {
        return $"{type:x2} {number} {Convert.ToHexString(body)}";
    }
}
