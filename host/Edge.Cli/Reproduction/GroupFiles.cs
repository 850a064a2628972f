using Edge.Cli.Output;
using Edge.Experiments.Presets;
using Edge.Files;
using Edge.Reports;
using Edge.Reports.Page;
using Edge.Reports.Planes;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Reproduction;

/// <summary>Writes a figure of several presets: their planes side by side as SVG, the numbers in it as CSV, and a page.</summary>
internal static class GroupFiles
{
    /// <summary>Name of the folder that holds them.</summary>
    public const string Folder = "figure";

    /// <summary>Writes all files into a folder's <c>figure</c>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="group">The group.</param>
    /// <param name="members">What the page of each member shows.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="ReportDataException">Something cannot be drawn.</exception>
    public static IReadOnlyList<string> Write(string path, PresetGroup group, IReadOnlyList<ReproductionContent> members)
    {
        string title = $"{group.Name}: {group.Title}";
        string place = Path.Combine(path, Folder);
        Directory.CreateDirectory(place);
        List<string> files = [];
        Write("plane.svg", PlaneFigure.WriteSideBySide([.. members.Select(member => member.Planes[0].Network)], title));
        Write("plane.csv", Table(members));
        Write("index.html", GroupPage.Write(title, [new("command", CommandText.Current)], members));
        return files;

        void Write(string name, string text)
        {
            string file = Path.Combine(place, name);
            AtomicFile.WriteText(file, text);
            files.Add(file);
        }
    }

    private static string Table(IReadOnlyList<ReproductionContent> members)
    {
        using StringWriter text = new();
        MeanPlaneCsv.Write(
            text,
            members.Select(member => member.Planes[0]).Select(plane => plane with { Series = $"{plane.Network.Name} {plane.Series}" }));
        return text.ToString();
    }
}
