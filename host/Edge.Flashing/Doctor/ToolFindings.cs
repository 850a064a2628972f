using Edge.Devices;
using Edge.Flashing.Nanoff;
using Edge.Flashing.Tools;

namespace Edge.Flashing.Doctor;

/// <summary>nanoFramework's tools, which only boards and the official runtime need.</summary>
internal static class ToolFindings
{
    private const string NanoffSubject = "nanoff";
    private const string NanoclrSubject = "nanoclr";

    /// <summary>The flasher.</summary>
    public static async Task<Finding> NanoffAsync(CancellationToken cancellation)
    {
        string remedy = $"needed to flash a board: {NanoffTool.Install}";
        if (!NanoffTool.IsInstalled)
        {
            return Finding.Missing(NanoffSubject, "not installed", remedy);
        }

        try
        {
            NanoffTool tool = await NanoffTool.FindAsync(cancellation);
            return Finding.Fine(NanoffSubject, $"{tool.Version} at {tool.FilePath}");
        }
        catch (DeviceException e)
        {
            return Finding.Missing(NanoffSubject, e.Message, remedy);
        }
    }

    /// <summary>The official runtime for this computer.</summary>
    public static Finding Nanoclr() =>
        ExecutablePath.Find(NanoclrSubject) is { } path
            ? Finding.Fine(NanoclrSubject, path)
            : Finding.Missing(NanoclrSubject, "not installed", "needed for the official runtime on a PC: dotnet tool install -g nanoclr --allow-roll-forward");
}
