using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Firmware.Sessions;
using Edge.Testing;
using Edge.Testing.Firmware;

namespace Edge.Core.Tests.Models;

/// <summary>Models as nobody should write them, through the reader and through the place where a device keeps its model.</summary>
public class ModelFuzzTests
{
    private const int Models = 50_000;

    [Fact]
    public void Reader_MutatedContent_IsRefusedOrSoundAndAllocatesInProportion()
    {
        Mutations mutations = new(1);
        int sound = 0;
        for (int i = 0; i < Models; i++)
        {
            byte[] content = mutations.Next();
            long before = GC.GetAllocatedBytesForCurrentThread();
            IntegerModel? model = null;
            try
            {
                model = ModelContentReader.Read(content, 0, content.Length);
            }
            catch (ModelFormatException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
            }

            RequireBounded(before, content.Length);
            if (model is not null)
            {
                sound++;
                Assert.Equal(content, ModelContentWriter.Write(model));
                Run(model, i);
            }
        }

        Assert.InRange(sound, Models / 50, Models);
    }

    /// <summary>The id is that of the bytes that are sent, whatever they are, or of others: then nothing may be accepted.</summary>
    [Fact]
    public void Slot_MutatedContent_IsHeldOnlyWhereHashAndContentAreSound()
    {
        Mutations mutations = new(2);
        Random random = new(3);
        ModelSlot slot = new(new DeskBoard(1 << 20, 1));
        int held = 0;
        for (int i = 0; i < Models; i++)
        {
            byte[] content = mutations.Next();
            bool otherId = random.Next(4) == 0;
            ulong id = ModelIdentity.Id(ModelIdentity.Hash(content, 0, content.Length)) ^ (otherId ? 1UL << random.Next(64) : 0UL);
            slot.Forget();
            long before = GC.GetAllocatedBytesForCurrentThread();
            byte error = slot.Begin(id, (uint)content.Length);
            for (int at = 0; error == 0 && at < content.Length; at += 500)
            {
                error = slot.Add(id, (uint)at, content, at, Math.Min(500, content.Length - at));
            }

            RequireBounded(before, content.Length);
            if (slot.Model is null)
            {
                Assert.Equal(content.Length == 0 ? ErrorCode.OutOfRange : ErrorCode.BadModel, error);
                Assert.False(slot.Named);
                continue;
            }

            held++;
            Assert.False(otherId, "a model of another hash was accepted");
            Assert.Equal(content, ModelContentWriter.Write(slot.Model));
        }

        Assert.InRange(held, Models / 50, Models);
    }

    private static void RequireBounded(long before, int contentBytes)
    {
        // A row of k-bit weights takes a byte for each, and every array a header; a refusal its message and its stack.
        long most = 20_000 + (40L * contentBytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }

    /// <summary>What was accepted can be run blindly.</summary>
    private static void Run(IntegerModel model, int seed)
    {
        Random random = new(seed);
        byte[] row = RandomModels.Row(random, model.Input);
        byte[][] codes = ReferenceInference.NewCodes(model);
        ReferenceInference.Run(model, row, codes, null);
        DeviceInference device = new(model, random.Next(2) * 30_000);
        byte[] input = new byte[device.InputRowBytes];
        for (int bit = 0; bit < model.Input.Width * model.Input.Bits; bit++)
        {
            input[bit >> 3] |= (byte)(((row[bit / model.Input.Bits] >> (bit % model.Input.Bits)) & 1) << (bit & 7));
        }

        byte[] output = new byte[device.OutputRowBytes];
        device.Run(input, 0, output, 0);
        Assert.Equal(WireRows.Pack(model, codes), output);
    }

    /// <summary>Contents of sound models with bytes and numbers changed, cut, grown and crossed; the first bytes, which are shapes, most.</summary>
    private sealed class Mutations(int seed)
    {
        private readonly Random random = new(seed);
        private readonly byte[][] contents = [.. Enumerable.Range(0, 80).Select(i => ModelContentWriter.Write(RandomModels.Create(i, 12)))];

        public byte[] Next()
        {
            byte[] content = [.. contents[random.Next(contents.Length)]];
            for (int changes = random.Next(4); changes > 0 && content.Length > 4; changes--)
            {
                int at = random.Next(2) == 0 ? random.Next(Math.Min(16, content.Length)) : random.Next(content.Length);
                switch (random.Next(8))
                {
                    case 0:
                        content[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1:
                        content[at] = (byte)random.Next(256);
                        break;
                    case 2:
                        content[at] = unchecked((byte)(content[at] + 1));
                        break;
                    case 3:
                        int[] numbers = [0, -1, int.MaxValue, int.MinValue, 1 << 30, random.Next()];
                        BitConverter.TryWriteBytes(content.AsSpan(Math.Min(at, content.Length - 4)), numbers[random.Next(numbers.Length)]);
                        break;
                    case 4:
                        content = content[..at];
                        break;
                    case 5:
                        content = [.. content, .. content.AsSpan(at)];
                        break;
                    case 6:
                        content = [.. content.AsSpan(0, at), .. contents[random.Next(contents.Length)].AsSpan(8)];
                        break;
                    default:
                        content = [.. content.AsSpan(0, at), .. content.AsSpan(Math.Min(content.Length, at + random.Next(1, 9)))];
                        break;
                }
            }

            return content;
        }
    }
}
