using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Core.Models;
using Edge.Files;

namespace Edge.Inference.Files;

/// <summary>
/// A frozen network as a file (`.edge`): content, description, and a SHA-256 over both; the layout stands in shared/README.md, "Model
/// file". Every length is checked before it is used, and a file with one wrong bit anywhere is refused.
/// </summary>
public sealed class ModelFile
{
    /// <summary>Version of the layout.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a description.</summary>
    public const int MaxDescriptionBytes = 1 << 20;

    private const int HeaderBytes = 16;
    private const int HashBytes = 32;
    private const int MaxContentBytes = ModelLimits.MaxContentBytes + 65536;

    private ModelFile(IntegerModel model, ModelDescription description, byte[] content)
    {
        Model = model;
        Description = description;
        Content = content;
        Identity = ModelIdentity.Hash(content, 0, content.Length);
    }

    /// <summary>The model.</summary>
    public IntegerModel Model { get; }

    /// <summary>What is said about it.</summary>
    public ModelDescription Description { get; }

    /// <summary>Content bytes, as a device is sent them.</summary>
    public byte[] Content { get; }

    /// <summary>SHA-256 of the content, 32 bytes.</summary>
    public byte[] Identity { get; }

    /// <summary>64-bit id on the wire.</summary>
    public ulong Id => ModelIdentity.Id(Identity);

    /// <summary>Writes a model under a temporary name in the same folder, flushes it and renames it: the path holds the old file or the new.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    /// <exception cref="ModelFileException">The file cannot be written, or the description is too long.</exception>
    public static void Write(string path, IntegerModel model, ModelDescription description)
    {
        byte[] bytes = ToBytes(model, description);
        try
        {
            AtomicFile.WriteBytes(path, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{path}: cannot be written ({exception.Message}) Check the folder, its rights and free space.", exception);
        }
    }

    /// <summary>The bytes of a model file.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    /// <exception cref="ModelFileException">The description is too long.</exception>
    public static byte[] ToBytes(IntegerModel model, ModelDescription description)
    {
        byte[] content = ModelContentWriter.Write(model);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(description, ModelDescriptionJson.Default.ModelDescription);
        if (json.Length > MaxDescriptionBytes)
        {
            throw new ModelFileException(
                $"model {description.Name}: its description takes {json.Length} bytes, at most {MaxDescriptionBytes} are allowed; shorten names.");
        }

        byte[] bytes = new byte[HeaderBytes + content.Length + json.Length + HashBytes];
        "EDGE"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)json.Length);
        content.CopyTo(bytes, HeaderBytes);
        json.CopyTo(bytes, HeaderBytes + content.Length);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes), bytes.AsSpan(bytes.Length - HashBytes));
        return bytes;
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="ModelFileException">The file cannot be read or is no sound model file.</exception>
    public static ModelFile Read(string path)
    {
        byte[] bytes;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > HeaderBytes + MaxContentBytes + MaxDescriptionBytes + HashBytes)
            {
                throw new ModelFileException($"{path}: {stream.Length} bytes are more than any model file has; is it one?");
            }

            bytes = new byte[(int)stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException($"{path} does not exist; check the path", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{path}: cannot be read ({exception.Message})", exception);
        }

        return Parse(bytes, path);
    }

    /// <summary>Reads the bytes of a model file.</summary>
    /// <param name="bytes">All bytes of the file.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="ModelFileException">The bytes are no sound model file.</exception>
    public static ModelFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 4 || !bytes[..4].SequenceEqual("EDGE"u8))
        {
            throw Refuse(name, 0, "does not begin with EDGE", "this is no model file");
        }

        if (bytes.Length < HeaderBytes + HashBytes)
        {
            throw Refuse(name, bytes.Length, "the file ends within its header or hash", "it is torn; copy or freeze it again");
        }

        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        int reserved = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        if (version != Version || reserved != 0)
        {
            throw Refuse(name, 4, $"file version {version}.{reserved} is unknown, this program knows {Version}.0", "use a newer program");
        }

        long contentBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        long descriptionBytes = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        long expected = HeaderBytes + contentBytes + descriptionBytes + HashBytes;
        if (expected != bytes.Length || descriptionBytes > MaxDescriptionBytes)
        {
            throw Refuse(
                name,
                8,
                $"content of {contentBytes} and description of {descriptionBytes} bytes do not make a file of {bytes.Length}",
                "it is torn or damaged; copy or freeze it again");
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(bytes[..^HashBytes], hash);
        if (!hash.SequenceEqual(bytes[^HashBytes..]))
        {
            throw Refuse(name, bytes.Length - HashBytes, "the SHA-256 does not fit the bytes before it", "it is damaged; copy or freeze it again");
        }

        byte[] content = bytes.Slice(HeaderBytes, (int)contentBytes).ToArray();
        try
        {
            IntegerModel model = ModelContentReader.Read(content, 0, content.Length);
            return new ModelFile(model, ReadDescription(bytes.Slice(HeaderBytes + content.Length, (int)descriptionBytes), model), content);
        }
        catch (ModelFormatException exception)
        {
            throw new ModelFileException($"{name}: content at byte {HeaderBytes}: {exception.Message}; freeze it again.", exception);
        }
        catch (JsonException exception)
        {
            string where = $"description at byte {HeaderBytes + content.Length}";
            throw new ModelFileException($"{name}: {where}: {FirstLine(exception.Message)}; freeze it again.", exception);
        }
    }

    private static ModelDescription ReadDescription(ReadOnlySpan<byte> json, IntegerModel model)
    {
        ModelDescription description = JsonSerializer.Deserialize(json, ModelDescriptionJson.Default.ModelDescription)
            ?? throw new JsonException("it is null");
        if (description.Classes.Count != model.Logits.Width || description.Tensors.Count != model.Layers.Length + 1)
        {
            throw new JsonException(
                $"{description.Classes.Count} classes and {description.Tensors.Count} tensors do not fit {model.Logits.Width} logits and "
                + $"{model.Layers.Length} layers");
        }

        if (description.Inputs is { } inputs
            && (inputs.Offsets.Count != model.Input.Width || inputs.Scales.Count != model.Input.Width || inputs.Scales.Any(scale => !(scale > 0))))
        {
            throw new JsonException(
                $"{inputs.Offsets.Count} offsets and {inputs.Scales.Count} scales, all above 0, do not fit {model.Input.Width} inputs");
        }

        return description;
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', '.');

    private static ModelFileException Refuse(string name, long position, string what, string advice) =>
        new($"{name}: byte {position}: {what}; {advice}.");
}
