using Edge.Files;
using Edge.Names;
using Edge.NanoAssemblies;

namespace Edge.Flashing.Images;

/// <summary>
/// What is written to a board's deployment partition: the .pe files of an application and of all it needs, dependencies first, each
/// filled up with zeros to a multiple of four bytes. nanoFramework's build writes the same next to the application (its task
/// GenerateBinaryOutputTask), dependencies in the order of the project's references.
/// </summary>
public sealed class DeploymentImage
{
    private const int Alignment = 4;
    private const int MostBytes = 1 << 24;

    private DeploymentImage(IReadOnlyList<PeAssembly> assemblies, IReadOnlyList<string> leftOut)
    {
        Assemblies = assemblies;
        LeftOut = leftOut;
    }

    /// <summary>The assemblies as they follow each other, the application last.</summary>
    public IReadOnlyList<PeAssembly> Assemblies { get; }

    /// <summary>Assemblies of the folder that the application does not need.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Bytes of the image.</summary>
    public int Length => Assemblies.Sum(assembly => Padded(assembly.Bytes.Length));

    /// <summary>Joins the .pe files of a folder.</summary>
    /// <param name="folder">The folder, normally <c>bin/Release</c> of the application.</param>
    /// <param name="application">Name of the application; null: the one assembly that no other needs.</param>
    /// <exception cref="ImageException">A file is torn, a needed one missing or of another version, or the application is not there.</exception>
    public static DeploymentImage Join(string folder, string? application)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new ImageException($"there is no folder {folder}; name the one that nanoFramework's build wrote its .pe files to");
        }

        Dictionary<string, PeAssembly> byName = new(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(folder, "*.pe").Order(StringComparer.Ordinal))
        {
            PeAssembly assembly = Parse(Bytes(path), path, Path.GetFileNameWithoutExtension(path));
            if (!byName.TryAdd(assembly.Name, assembly))
            {
                throw new ImageException($"{path} is {assembly.Name}, which another file in {folder} is too; remove one of them");
            }
        }

        if (byName.Count == 0)
        {
            throw new ImageException($"{folder} holds no .pe file; build device/Edge.Firmware.sln first (device/README.md)");
        }

        PeAssembly last = application is null ? ReferenceOrder.Application(byName.Values, folder) : Named(application, byName, folder);
        IReadOnlyList<PeAssembly> order = ReferenceOrder.Of(last, byName, folder);
        return new DeploymentImage(order, [.. byName.Keys.Except(order.Select(assembly => assembly.Name)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Reads an image and checks it as <see cref="Join"/> does, but for the order, which the runtime does not mind.</summary>
    /// <exception cref="ImageException">It is torn, or an assembly is missing or of another version.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static DeploymentImage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ReadOnlyMemory<byte> bytes = Bytes(path);
        List<PeAssembly> assemblies = [];
        for (int at = 0; at < bytes.Length;)
        {
            PeAssembly assembly = Parse(bytes[at..], $"{path} at byte {at}", $"assembly {assemblies.Count}");
            assemblies.Add(assembly);
            at += Padded(assembly.Bytes.Length);
            if (at > bytes.Length)
            {
                throw new ImageException($"{path} is torn: the zeros after {assembly.Name} are missing; join it anew with edge image");
            }
        }

        if (assemblies.Count == 0)
        {
            throw new ImageException($"{path} is empty; join it anew with edge image");
        }

        Dictionary<string, PeAssembly> byName = new(StringComparer.Ordinal);
        foreach (PeAssembly assembly in assemblies)
        {
            byName.TryAdd(assembly.Name, assembly);
        }

        foreach (PeAssembly assembly in assemblies)
        {
            _ = ReferenceOrder.Of(assembly, byName, path);
        }

        return new DeploymentImage(assemblies, []);
    }

    /// <summary>Returns where a board with the native methods known here takes every assembly.</summary>
    /// <exception cref="ImageException">It would refuse one.</exception>
    public void RequireNativeMethods()
    {
        foreach (PeAssembly assembly in Assemblies)
        {
            NativeChecksums.Require(assembly);
        }
    }

    /// <summary>Returns where the image fits a partition.</summary>
    /// <param name="partitionBytes">Bytes of the deployment partition.</param>
    /// <param name="board">The board and its flash, for the message.</param>
    /// <exception cref="ImageException">It is too large.</exception>
    public void RequireFits(int partitionBytes, string board)
    {
        if (Length > partitionBytes)
        {
            throw new ImageException(
                $"the image has {Length} bytes, the deployment partition of {board} {partitionBytes}: {Length - partitionBytes} bytes too many; "
                + "leave out what the application does not need, or take a board with more flash (--flash-mb)");
        }
    }

    /// <summary>Writes the image, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, the folder is missing or the path is a device.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        foreach (PeAssembly assembly in Assemblies)
        {
            stream.Write(assembly.Bytes.Span);
            stream.Write(new byte[Padded(assembly.Bytes.Length) - assembly.Bytes.Length]);
        }
    });

    private static PeAssembly Parse(ReadOnlyMemory<byte> bytes, string where, string nameFallback)
    {
        try
        {
            return PeAssembly.Parse(bytes, where, nameFallback);
        }
        catch (PeFormatException e)
        {
            throw new ImageException(e.Message);
        }
    }

    private static PeAssembly Named(string application, Dictionary<string, PeAssembly> byName, string folder) =>
        byName.TryGetValue(application, out PeAssembly? found)
            ? found
            : throw new ImageException($"{folder} holds no assembly {application}{NearestName.Suggestion(application, byName.Keys)}");

    private static byte[] Bytes(string path)
    {
        long length = new FileInfo(path).Length;
        return length <= MostBytes
            ? File.ReadAllBytes(path)
            : throw new ImageException($"{path} has {length} bytes; no board's flash holds more than {MostBytes}");
    }

    private static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
