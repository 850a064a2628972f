using System.Reflection;
using Edge.Devices.Emulation;

namespace Edge.Devices.Tests.Support;

/// <summary>The emulator that this build made, with the firmware beside it.</summary>
internal static class BuiltEmulator
{
    public static EmulatorOptions Options { get; } = new()
    {
        EmulatorPath = typeof(BuiltEmulator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "EmulatorPath").Value,
    };
}
