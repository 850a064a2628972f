using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Inference.Files;
using Edge.Testing;

namespace Edge.Inference.Tests.Files;

/// <summary>Model files as nobody should write them, most of them with lengths and a SHA-256 that fit, so that what stands behind is reached.</summary>
public class ModelFileFuzzTests
{
    private const int HashBytes = 32;
    private const int HeaderBytes = 16;

    [Fact]
    public void Parse_MutatedFiles_AreRefusedInOneLineOrSound()
    {
        const int Files = 10_000;
        Random random = new(7);
        byte[][] files =
        [
            .. Enumerable.Range(0, 40).Select(seed =>
            {
                IntegerModel model = RandomModels.Create(seed, 8);
                return ModelFile.ToBytes(model, Describe(model));
            }),
        ];
        int sound = 0;
        int refused = 0;
        for (int i = 0; i < Files; i++)
        {
            byte[] bytes = [.. files[random.Next(files.Length)]];
            int changes = random.Next(1, 4);
            while (changes-- > 0 && bytes.Length > HeaderBytes + HashBytes)
            {
                bytes = Change(random, bytes);
            }

            if (random.Next(8) != 0 && bytes.Length >= HeaderBytes + HashBytes)
            {
                SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes), bytes.AsSpan(bytes.Length - HashBytes));
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ModelFile file = ModelFile.Parse(bytes, "some.edge");
                sound++;
                Assert.Equal(SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes)), bytes[^HashBytes..]);
                Assert.Equal(file.Content, ModelContentWriter.Write(file.Model));
            }
            catch (ModelFileException refusal)
            {
                refused++;
                Assert.StartsWith("some.edge: ", refusal.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', refusal.Message);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + (60L * bytes.Length));
        }

        Assert.True(sound > Files / 50 && refused > Files / 4, $"{sound} sound, {refused} refused");
    }

    private static ModelDescription Describe(IntegerModel model) => new(
        "fuzzed",
        "szt",
        2,
        40,
        7,
        [.. Enumerable.Range(0, model.Logits.Width).Select(i => $"class {i}")],
        [.. Enumerable.Range(0, model.Layers.Length + 1).Select(i => new TensorDescription("tanh", 1.0 / (i + 3), i))]);

    private static byte[] Change(Random random, byte[] bytes)
    {
        int end = bytes.Length - HashBytes;
        int at = random.Next(3) == 0 ? random.Next(HeaderBytes) : random.Next(HeaderBytes, end);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                BitConverter.TryWriteBytes(bytes.AsSpan(Math.Min(at, end - 4)), random.Next(2) == 0 ? int.MaxValue : random.Next(400));
                return bytes;
            case 3:
                return bytes[..Math.Max(at, 1)];
            default:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(end, at + random.Next(1, 9)))];
        }
    }
}
