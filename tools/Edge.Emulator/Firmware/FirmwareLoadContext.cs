using System.Reflection;
using System.Runtime.Loader;

namespace Edge.Emulator.Firmware;

/// <summary>One boot's copy of the firmware; its references lead to the emulator that runs and to .NET's core library.</summary>
internal sealed class FirmwareLoadContext : AssemblyLoadContext
{
    internal FirmwareLoadContext()
        : base("firmware", isCollectible: true)
    {
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly own = typeof(FirmwareLoadContext).Assembly;
        return assemblyName.Name == own.GetName().Name ? own : null;
    }
}
