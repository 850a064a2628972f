namespace Edge.Devices.Tests.Support;

/// <summary>A test that needs pseudo-terminals or termios, which Windows has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = UnixOnly.Reason;
}

/// <summary>A <see cref="UnixFactAttribute"/> with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = UnixOnly.Reason;
}

internal static class UnixOnly
{
    public static string? Reason => OperatingSystem.IsWindows() ? "needs pseudo-terminals" : null;
}
