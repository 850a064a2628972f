namespace Edge.NanoAssemblies;

/// <summary>An assembly that another one needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version that the other was compiled against.</param>
public sealed record PeReference(string Name, Version Version)
{
    /// <summary>
    /// Whether the runtime takes an assembly of that version for this reference: the first two numbers have to be equal, the others may
    /// differ (nf-interpreter, <c>CLR_RT_TypeSystem::FindAssembly</c>).
    /// </summary>
    public bool Takes(Version found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Major == Version.Major && found.Minor == Version.Minor;
    }
}
