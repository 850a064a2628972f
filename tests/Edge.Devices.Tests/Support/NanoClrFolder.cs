using System.Buffers.Binary;
using System.Reflection;
using Edge.Devices.OfficialRuntime;
using Edge.Firmware;
using Edge.NanoAssemblies;
using Edge.Testing;

namespace Edge.Devices.Tests.Support;

/// <summary>
/// A folder as nanoFramework's toolchain leaves it, with the stand-in for the runtime: its .pe files have nanoFramework's header around
/// the .NET assemblies that the build made (tests/Edge.Testing.NanoClr).
/// </summary>
internal sealed class NanoClrFolder : IDisposable
{
    public const string Batch = "Edge.Firmware.Batch.pe";
    public const string Data = "Edge.Firmware.BatchData.pe";
    public const int HeaderBytes = 124;
    private readonly TemporaryFolder folder = new();

    static NanoClrFolder()
    {
        // The stand-in finds the .NET that runs these tests.
        string root = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        Environment.SetEnvironmentVariable("DOTNET_ROOT", System.IO.Path.GetFullPath(System.IO.Path.Combine(root, "..", "..", "..")));
    }

    /// <param name="behaviour">How the stand-in behaves (its Behaviour.cs), and after how many rows.</param>
    public NanoClrFolder(string behaviour = "good 0")
    {
        File.WriteAllText(PathOf("behaviour"), behaviour);
        File.WriteAllBytes(PathOf("mscorlib.pe"), Pe([], 1, 17, 11));
        foreach (string name in new[] { Batch, Data })
        {
            string built = System.IO.Path.Combine(Metadata("BatchFolder"), System.IO.Path.ChangeExtension(name, ".dll"));
            byte[] assembly = File.ReadAllBytes(built);
            File.WriteAllBytes(PathOf(name), Pe(assembly, FirmwareVersion.Major, FirmwareVersion.Minor, FirmwareVersion.Patch));
        }

        string program = OperatingSystem.IsWindows() ? "nanoclr.exe" : "nanoclr";
        if (OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(Metadata("NanoClrFolder"), "nanoclr.*"))
            {
                File.Copy(file, PathOf(System.IO.Path.GetFileName(file)));
            }
        }
        else
        {
            File.CreateSymbolicLink(PathOf(program), System.IO.Path.Combine(Metadata("NanoClrFolder"), program));
        }

        Program = PathOf(program);
    }

    /// <summary>The stand-in.</summary>
    public string Program { get; }

    /// <summary>The folder.</summary>
    public string Path => folder.Path;

    /// <summary>The device's name.</summary>
    public string Name => NanoClrDevice.Prefix + Path;

    /// <summary>An assembly in nanoFramework's format; its CRCs are right.</summary>
    public static byte[] Pe(ReadOnlySpan<byte> tables, int major, int minor, int build)
    {
        byte[] bytes = new byte[HeaderBytes + ((tables.Length + 3) / 4 * 4)];
        "NFMRK1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(28), (ushort)major);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(30), (ushort)minor);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(32), (ushort)build);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(38), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(100), bytes.Length);
        tables.CopyTo(bytes.AsSpan(HeaderBytes));
        PeHeader.Seal(bytes);
        return bytes;
    }

    /// <summary>Path of a file in the folder.</summary>
    public string PathOf(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();

    private static string Metadata(string key) => typeof(NanoClrFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == key).Value!;
}
