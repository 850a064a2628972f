using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Inference.Files;
using Edge.Testing;

namespace Edge.Inference.Tests.Files;

public class ModelFileTests
{
    [Fact]
    public void File_ReadBack_HoldsModelAndDescription()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.edge");
        for (int seed = 0; seed < 20; seed++)
        {
            IntegerModel model = RandomModels.Create(seed);
            ModelDescription description = Describe(model);
            ModelFile.Write(path, model, description);
            ModelFile file = ModelFile.Read(path);
            Assert.True(ModelEquality.Same(model, file.Model));
            Assert.Equal(description.Name, file.Description.Name);
            Assert.Equal(description.Seed, file.Description.Seed);
            Assert.Equal(description.Classes, file.Description.Classes);
            Assert.Equal(description.Tensors, file.Description.Tensors);
            Assert.Equal(SHA256.HashData(file.Content), file.Identity);
            Assert.Equal([path], Directory.GetFiles(folder.Path));
        }
    }

    [Fact]
    public void InputColumns_AreKeptAndLeftOutWhereThereAreNone()
    {
        IntegerModel model = RandomModels.Create(4);
        int width = model.Input.Width;
        InputColumns inputs = new(true, [.. Enumerable.Range(0, width).Select(i => -0.1 * i)], [.. Enumerable.Range(1, width).Select(i => i / 3.0)]);
        byte[] bytes = ModelFile.ToBytes(model, Describe(model) with { Inputs = inputs });
        InputColumns read = ModelFile.Parse(bytes, "with").Description.Inputs!;
        Assert.True(read.Quantized);
        Assert.Equal(inputs.Offsets, read.Offsets);
        Assert.Equal(inputs.Scales, read.Scales);
        Assert.Null(ModelFile.Parse(ModelFile.ToBytes(model, Describe(model)), "without").Description.Inputs);
    }

    [Fact]
    public void Identity_DoesNotDependOnTheDescription()
    {
        IntegerModel model = RandomModels.Create(4);
        ModelDescription description = Describe(model);
        ModelFile one = ModelFile.Parse(ModelFile.ToBytes(model, description), "one");
        ModelFile other = ModelFile.Parse(ModelFile.ToBytes(model, description with { Epoch = 99, Name = "other" }), "other");
        Assert.Equal(one.Identity, other.Identity);
        Assert.Equal(one.Id, other.Id);
    }

    [Fact]
    public void TornFile_IsRefusedAtEveryLength()
    {
        byte[] bytes = Bytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            RequireRefused(bytes[..length]);
        }

        RequireRefused([.. bytes, 0]);
    }

    [Fact]
    public void FlippedBit_IsRefusedInEveryByte()
    {
        byte[] bytes = Bytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                RequireRefused(bytes);
                bytes[i] ^= (byte)(1 << bit);
            }
        }
    }

    /// <summary>A file whose hash is right can still hold nonsense: content and description are checked behind it.</summary>
    [Fact]
    public void WellHashedNonsense_IsRefused()
    {
        IntegerModel model = RandomModels.Create(4, 10);
        byte[] content = ModelContentWriter.Write(model);
        string json = System.Text.Encoding.UTF8.GetString(ModelFile.ToBytes(model, Describe(model))[(16 + content.Length)..^32]);
        ModelFile.Parse(Wrap(content, json), "sound");
        RequireMessage("content at byte 16", Wrap(content[..^1], json));
        RequireMessage("description at byte", Wrap(content, "null"));
        RequireMessage("description at byte", Wrap(content, json[..^1]));
        RequireMessage("description at byte", Wrap(content, "{}"));
        string inputs = json[..^1] + ",\"inputs\":{\"quantized\":true,\"offsets\":[1.5],\"scales\":[0]}}";
        RequireMessage("1 offsets and 1 scales, all above 0, do not fit", Wrap(content, inputs));
        RequireMessage("description at byte", Wrap(content, json.Replace("\"classes\":[", "\"classes\":[\"one more\",", StringComparison.Ordinal)));

        static void RequireMessage(string part, byte[] bytes) => Assert.Contains(part, RequireRefused(bytes).Message);
    }

    [Fact]
    public void DescriptionTooLong_IsRefused()
    {
        IntegerModel model = RandomModels.Create(4, 10);
        ModelDescription description = Describe(model) with { Name = new string('n', ModelFile.MaxDescriptionBytes) };
        Assert.Throws<ModelFileException>(() => ModelFile.ToBytes(model, description));
    }

    [Fact]
    public void Write_IntoAMissingFolder_SaysSo()
    {
        using TemporaryFolder folder = new();
        string path = System.IO.Path.Combine(folder.Path, "missing", "model.edge");
        IntegerModel model = RandomModels.Create(4, 10);
        Assert.StartsWith(path, Assert.Throws<ModelFileException>(() => ModelFile.Write(path, model, Describe(model))).Message);
        Assert.StartsWith(path, Assert.Throws<ModelFileException>(() => ModelFile.Read(path)).Message);
    }

    [Fact]
    public void Write_ThatCannotReplace_LeavesTheOldAndNoTemporary()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.edge");
        Directory.CreateDirectory(path);
        IntegerModel model = RandomModels.Create(4, 10);
        Assert.Throws<ModelFileException>(() => ModelFile.Write(path, model, Describe(model)));
        Assert.True(Directory.Exists(path));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static byte[] Bytes()
    {
        IntegerModel model = RandomModels.Create(4, 10);
        return ModelFile.ToBytes(model, Describe(model));
    }

    private static byte[] Wrap(byte[] content, string json)
    {
        byte[] description = System.Text.Encoding.UTF8.GetBytes(json);
        byte[] body =
        [
            .. "EDGE"u8, 1, 0, 0, 0, .. BitConverter.GetBytes(content.Length), .. BitConverter.GetBytes(description.Length), .. content, .. description,
        ];
        return [.. body, .. SHA256.HashData(body)];
    }

    private static ModelFileException RequireRefused(byte[] bytes)
    {
        ModelFileException refusal = Assert.Throws<ModelFileException>(() => ModelFile.Parse(bytes, "some.edge"));
        Assert.StartsWith("some.edge: ", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal;
    }

    private static ModelDescription Describe(IntegerModel model) => new(
        "a \"name\" ü",
        "szt",
        2,
        40,
        ulong.MaxValue,
        [.. Enumerable.Range(0, model.Logits.Width).Select(c => $"class {c}")],
        [.. Enumerable.Range(0, model.Layers.Length + 1).Select(t => new TensorDescription("tanh", 1.0 / (t + 3), t))]);
}
