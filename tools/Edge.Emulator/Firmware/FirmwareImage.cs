using Edge.Emulator.Memory;
using Edge.Emulator.Metering;
using Edge.Emulator.Profiling;
using Mono.Cecil;

namespace Edge.Emulator.Firmware;

/// <summary>
/// A firmware assembly as the build made it, made runnable on .NET: every reference to nanoFramework's libraries leads to .NET's core
/// library or to a stand-in of the emulator.
/// </summary>
public sealed class FirmwareImage
{
    /// <summary>The core library a firmware assembly refers to: mscorlib 1.x; .NET's own mscorlib is 4.0.</summary>
    private const int NanoFrameworkMajor = 1;

    private readonly byte[] assembly;

    private FirmwareImage(string name, byte[] assembly, Meter? meter, bool layered)
    {
        Name = name;
        Meter = meter;
        LayerCounts = layered ? new LayerCounts(meter!) : null;
        this.assembly = assembly;
    }

    /// <summary>Name and version of the firmware assembly.</summary>
    public string Name { get; }

    /// <summary>Counts what runs of this image, on whichever device and boot; null where it is not metered.</summary>
    public Meter? Meter { get; }

    /// <summary>Heap that the static fields take from boot on, in bytes, without what they refer to.</summary>
    public int StaticBytes { get; private init; }

    /// <summary>Divides the counts among layers; null where the image was not loaded for that.</summary>
    public LayerCounts? LayerCounts { get; }

    /// <summary>Bytes of the assembly as the build made it: more than its .pe takes on a board.</summary>
    public int AssemblyBytes { get; private init; }

    /// <summary>Bytes of IL in its methods.</summary>
    public int CodeBytes { get; private init; }

    /// <summary>Reads and rewrites a firmware assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="metered">True where its instructions are to be counted.</param>
    /// <param name="layered">True where they are also to be divided among layers.</param>
    /// <exception cref="EmulatorException">
    /// The file is missing, is no firmware, or calls what neither .NET nor the emulator has, or what takes an unknown part of a board's
    /// heap; the message lists the calls.
    /// </exception>
    public static FirmwareImage Load(string path, bool metered = false, bool layered = false)
    {
        using RuntimeResolver resolver = new();
        using ModuleDefinition module = Read(path, resolver);
        RequireFirmware(module, path);
        IReadOnlyList<string> missing = ReferenceRewriter.Rewrite(module);
        if (missing.Count > 0)
        {
            throw new EmulatorException(
                $"{path}: the emulator has no stand-in for what this firmware refers to: " + string.Join("; ", missing));
        }

        IReadOnlyList<string> unknown = HeapCharging.Unknown(module);
        if (unknown.Count > 0)
        {
            throw new EmulatorException(
                $"{path}: the emulator does not know what this firmware takes of a board's heap when it calls {string.Join("; ", unknown)}");
        }

        // Counted is what the board would run, not what follows here.
        int codeBytes = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).Sum(method => method.Body.CodeSize);
        Meter? meter = metered || layered ? BlockCounting.Apply(module, layered) : null;
        int staticBytes = ObjectSizes.Statics(module);
        HeapCharging.Apply(module);
        BoardDivision.Apply(module);
        BootOrder.Apply(module);
        using MemoryStream rewritten = new();
        module.Write(rewritten);
        return new FirmwareImage($"{module.Assembly.Name.Name} {module.Assembly.Name.Version}", rewritten.ToArray(), meter, layered)
        {
            StaticBytes = staticBytes,
            AssemblyBytes = (int)new FileInfo(path).Length,
            CodeBytes = codeBytes,
        };
    }

    /// <summary>
    /// Loads the assembly anew, with its static fields as they are at boot, and returns what a board starts: static constructors, then
    /// Main.
    /// </summary>
    public Action NewMain()
    {
        FirmwareLoadContext context = new();
        using MemoryStream stream = new(assembly);
        System.Reflection.MethodInfo main = context.LoadFromStream(stream).EntryPoint!;
        return main.CreateDelegate<Action>();
    }

    private static ModuleDefinition Read(string path, RuntimeResolver resolver)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException(
                $"{path}: the firmware assembly cannot be read ({e.Message}); build device/Edge.Firmware or name it with --firmware");
        }

        try
        {
            return ModuleDefinition.ReadModule(
                new MemoryStream(bytes),
                new ReaderParameters(ReadingMode.Deferred) { AssemblyResolver = resolver });
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or InvalidOperationException or ArgumentException
            or IndexOutOfRangeException or OverflowException)
        {
            throw new EmulatorException($"{path}: this is no .NET assembly, or a damaged one; name the firmware assembly with --firmware");
        }
    }

    private static void RequireFirmware(ModuleDefinition module, string path)
    {
        AssemblyNameReference? core = module.AssemblyReferences.FirstOrDefault(r => r.Name == "mscorlib");
        if (core is null || core.Version.Major != NanoFrameworkMajor)
        {
            throw new EmulatorException(
                $"{path}: this assembly is not compiled against nanoFramework 1.x (mscorlib 1.x), so it is no firmware");
        }

        if (module.EntryPoint is not { IsStatic: true, HasParameters: false } main || main.ReturnType.MetadataType != MetadataType.Void)
        {
            throw new EmulatorException($"{path}: this assembly has no entry point static void Main(), so it is no firmware");
        }
    }
}
