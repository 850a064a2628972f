using Edge.Files;
using Edge.Reports;
using Edge.Reports.Page;
using Edge.Reports.Planes;

namespace Edge.Cli.Reporting;

/// <summary>The files that people look at: plane.svg and report.html, of one run folder or of several side by side.</summary>
internal static class ReportFiles
{
    /// <summary>Writes both into a folder.</summary>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Write(
        string path, string title, IReadOnlyList<FolderReport> folders)
    {
        string plane = Path.Combine(path, "plane.svg");
        string page = Path.Combine(path, "report.html");
        NetworkReport[] networks = [.. folders.SelectMany(folder => folder.ForPage())];
        AtomicFile.WriteText(plane, PlaneFigure.WriteSideBySide(networks, title));
        AtomicFile.WriteText(page, ReportPage.Write(new ReportContent(title, FolderReport.Origin(folders), [.. folders.SelectMany(folder => folder.Verdicts())], networks)));
        return [plane, page];
    }
}
