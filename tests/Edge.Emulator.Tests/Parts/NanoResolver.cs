using Mono.Cecil;

namespace Edge.Emulator.Tests.Parts;

/// <summary>Finds the API that the firmware was compiled against.</summary>
public sealed class NanoResolver : DefaultAssemblyResolver
{
    public NanoResolver() => AddSearchDirectory(Path.Combine(AppContext.BaseDirectory, "nano"));
}
