using System.Runtime.InteropServices;
using Edge.Devices;
using Edge.Flashing.Tools;

namespace Edge.Flashing.Doctor;

/// <summary>.NET: the runtime that runs this program, and the SDK that installs tools.</summary>
internal static class RuntimeFindings
{
    private const string SdkSubject = ".NET SDK";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The runtime, which is there where this runs.</summary>
    public static Finding Runtime() =>
        Finding.Fine(".NET runtime", $"{Environment.Version} on {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})");

    /// <summary>The newest SDK on the path.</summary>
    public static async Task<Finding> SdkAsync(CancellationToken cancellation)
    {
        const string Remedy = "needed to install nanoff and to build: https://dotnet.microsoft.com/download (10.0)";
        string? dotnet = ExecutablePath.Find("dotnet");
        if (dotnet is null)
        {
            return Finding.Missing(SdkSubject, "no dotnet on the path", Remedy);
        }

        try
        {
            ToolOutput told = await Tool.AskAsync(dotnet, ["--list-sdks"], Patience, cancellation);
            string? newest = told.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
            return told.ExitCode == 0 && newest is not null
                ? Finding.Fine(SdkSubject, newest)
                : Finding.Missing(SdkSubject, $"{dotnet} has no SDK", Remedy);
        }
        catch (DeviceException e)
        {
            return Finding.Missing(SdkSubject, e.Message, Remedy);
        }
    }
}
