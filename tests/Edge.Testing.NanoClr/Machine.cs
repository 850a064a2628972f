using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.Loader;

namespace Edge.Testing.NanoClr;

/// <summary>
/// Runs the assemblies on .NET. The stand-in's .pe files have nanoFramework's header, checked as the runtime does; where that has its
/// tables, they have the .NET assembly that the build made, or nothing for the core library.
/// </summary>
internal sealed class Machine : AssemblyLoadContext
{
    private const int HeaderBytes = 124;
    private readonly List<Assembly> loaded = [];

    /// <summary>Loads an assembly; false where a CRC is wrong.</summary>
    public bool Load(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int end = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(100));
        uint headerCrc = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        bytes.AsSpan(8, 4).Clear();
        if (headerCrc != Crc(bytes.AsSpan(0, HeaderBytes))
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)) != Crc(bytes.AsSpan(HeaderBytes..end)))
        {
            return false;
        }

        if (end > HeaderBytes)
        {
            loaded.Add(LoadFromStream(new MemoryStream(bytes, HeaderBytes, end - HeaderBytes)));
        }

        return true;
    }

    /// <summary>Runs the entry point; an exception that it lets out ends it without a word.</summary>
    public void Run()
    {
        try
        {
            loaded.Select(assembly => assembly.EntryPoint).OfType<MethodInfo>().Single().Invoke(null, null);
        }
        catch (TargetInvocationException)
        {
            Environment.Exit(0);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        loaded.Find(assembly => assembly.GetName().Name == assemblyName.Name);

    // The CRC of nanoFramework's files bit by bit, independent of the product's.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            crc ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04C11DB7 : crc << 1;
            }
        }

        return crc;
    }
}
