namespace Edge.Devices.Tests.Support;

/// <summary>A test that holds the master side of a pseudo-terminal, by Linux's numbers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = LinuxOnly.Reason;
}

/// <summary>A <see cref="LinuxFactAttribute"/> with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = LinuxOnly.Reason;
}

internal static class LinuxOnly
{
    public static string? Reason => OperatingSystem.IsLinux() ? null : "needs Linux's pseudo-terminals";
}
