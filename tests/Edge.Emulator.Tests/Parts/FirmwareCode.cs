using System.Reflection;
using Edge.Core.Models;
using Edge.Emulator.Firmware;
using Edge.Emulator.Metering;

namespace Edge.Emulator.Tests.Parts;

/// <summary>
/// The metered firmware in this process, method by method: its own inference and protocol code, translated as for a device, without a line
/// in between.
/// </summary>
public sealed class FirmwareCode
{
    private readonly Assembly assembly;

    private FirmwareCode(FirmwareImage image)
    {
        Meter = image.Meter!;
        assembly = image.NewMain().Method.Module.Assembly;

        // What the emulator makes of static constructors, and calls before Main.
        foreach (Type type in assembly.GetTypes())
        {
            type.GetMethod("<StaticConstructor>", BindingFlags.Static | BindingFlags.NonPublic)?.Invoke(null, null);
        }
    }

    /// <summary>Counts all that runs.</summary>
    public Meter Meter { get; }

    public static FirmwareCode Load() =>
        new(FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true));

    /// <summary>An object of the firmware's.</summary>
    public object New(string type, params object?[] arguments) => Activator.CreateInstance(Type(type), arguments)!;

    /// <summary>Calls a static method of the firmware's, the only one of its name.</summary>
    public object? Static(string type, string method, params object?[] arguments) => Type(type).GetMethod(method)!.Invoke(null, arguments);

    /// <summary>The firmware's own copy of a model, read from its content.</summary>
    public object Model(IntegerModel model)
    {
        byte[] content = ModelContentWriter.Write(model);
        return Type("Edge.Core.Models.ModelContentReader").GetMethod("Read", [typeof(byte[]), typeof(int), typeof(int)])!
            .Invoke(null, [content, 0, content.Length])!;
    }

    /// <summary>Instructions that an action runs.</summary>
    public long Count(Action action)
    {
        long before = Meter.Instructions;
        action();
        return Meter.Instructions - before;
    }

    private Type Type(string name) => assembly.GetType(name, throwOnError: true)!;
}
