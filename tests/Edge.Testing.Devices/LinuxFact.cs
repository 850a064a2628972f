namespace Edge.Testing.Devices;

/// <summary>A test that holds the master side of a pseudo-terminal, by Linux's numbers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = LinuxOnly.Reason;
}

/// <summary>A <see cref="LinuxFactAttribute"/> with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = LinuxOnly.Reason;
}

public static class LinuxOnly
{
    public static string? Reason => OperatingSystem.IsLinux() ? null : "needs Linux's pseudo-terminals";
}
