using System.Runtime.InteropServices;
using Edge.Devices;
using Edge.Flashing.Tools;

namespace Edge.Flashing.Doctor;

/// <summary>Whether the user may open a port, found without opening it, which would reset many boards.</summary>
internal static partial class PortPermission
{
    private const int ReadWrite = 6;
    private const string UsualGroup = "dialout";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>True where the user may read and write it; on Windows nothing forbids it.</summary>
    public static bool IsGranted(string path) => OperatingSystem.IsWindows() || Access(path, ReadWrite) == 0;

    /// <summary>What the user does to be allowed.</summary>
    public static async Task<string> RemedyAsync(string path, string groupFile, CancellationToken cancellation)
    {
        string group = await GroupOfAsync(path, cancellation) ?? UsualGroup;
        return IsMember(group, Environment.UserName, groupFile)
            ? $"you are in its group {group}, but not yet here: log out and in again"
            : $"join its group: sudo usermod -a -G {group} {Environment.UserName}, then log out and in again";
    }

    /// <summary>Whether a list of groups, lines such as <c>dialout:x:20:ada,grace</c>, has the user in a group.</summary>
    internal static bool IsMember(string group, string user, string groupFile)
    {
        try
        {
            return File.ReadLines(groupFile)
                .Select(line => line.Split(':'))
                .Any(fields => fields.Length == 4 && fields[0] == group && fields[3].Split(',').Contains(user));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<string?> GroupOfAsync(string path, CancellationToken cancellation)
    {
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Sg"] : ["-c", "%G"];
        try
        {
            ToolOutput told = await Tool.AskAsync(ExecutablePath.Find("stat") ?? "stat", [.. format, path], Patience, cancellation);
            return told.ExitCode == 0 ? told.Text.Trim() : null;
        }
        catch (DeviceException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
