using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Edge.Emulator.Devices;

/// <summary>The firmware's methods on a stack, in one line.</summary>
internal static class FirmwareStack
{
    /// <summary>The methods, innermost first, such as "Session.Step in Program.Main".</summary>
    internal static string Line(StackTrace trace)
    {
        IEnumerable<string> methods = trace.GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType is not null && IsFirmware(method.DeclaringType.Assembly))
            .Where(method => !method!.DeclaringType!.Name.StartsWith('<'))
            .Select(method => $"{method!.DeclaringType!.Name}.{method.Name}");
        return string.Join(" in ", methods);
    }

    private static bool IsFirmware(Assembly assembly) =>
        AssemblyLoadContext.GetLoadContext(assembly) is Firmware.FirmwareLoadContext;
}
