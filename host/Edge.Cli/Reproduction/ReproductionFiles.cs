using Edge.Cli.Output;
using Edge.Cli.Reporting;
using Edge.Experiments.Runs;
using Edge.Experiments.Settings;
using Edge.Files;
using Edge.Reports;
using Edge.Reports.Curves;
using Edge.Reports.Gradients;
using Edge.Reports.Page;
using Edge.Reports.Planes;
using Edge.Reports.Reproduction;

namespace Edge.Cli.Reproduction;

/// <summary>Writes a paper's figure: SVG, CSV of every number in it, and a page with findings.</summary>
internal static class ReproductionFiles
{
    /// <summary>Writes all files into a folder's <c>figure</c>.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="stuckBelow">A run whose accuracy on the training rows ends below this, 0 to 1, counts as stuck.</param>
    /// <returns>Their paths, and what the page shows.</returns>
    /// <exception cref="ReportDataException">Something cannot be drawn.</exception>
    public static (IReadOnlyList<string> Files, ReproductionContent Content) Write(RunFolder folder, double stuckBelow)
    {
        ReproducedFolder read = new(folder, stuckBelow);
        IReadOnlyList<ReproducedPlane> planes = read.Planes();
        ReproducedGradients? gradients = read.Gradients();
        FormComparison? forms = OtherForm.Compare(folder, read);
        string accuracyOf = folder.HasModels ? "the integer model" : "the network in float arithmetic";
        string lossOf = folder.HasModels
            ? "Loss: on training rows the mean of the epoch's steps, on test rows that of the float evaluation after it, at checkpoints."
            : "Loss: on training rows the mean of the epoch's steps, on test rows that after it.";
        string place = Path.Combine(folder.Path, "figure");
        Directory.CreateDirectory(place);
        List<string> files = [];
        FigureOptions options = new() { Network = Title(folder.Manifest.Settings), AccuracyOf = accuracyOf, LossOf = lossOf };
        Write("plane.svg", Planes(planes, options));
        Write("hidden-layers.svg", PlaneFigure.Write(planes[0].Network.Plane, options with { HiddenLayers = true }));
        Write("information.svg", InformationFigure.Write(planes[0].Network.Plane, options));
        Write("accuracy.svg", MetricsFigure.Write(read.Metrics, options));
        Write("plane.csv", Text(writer => MeanPlaneCsv.Write(writer, planes)));
        Write("accuracy.csv", Text(writer => MeanAccuracyCsv.Write(writer, read.Metrics)));
        if (gradients is not null)
        {
            Write("gradients.svg", GradientFigure.Write(gradients.Points, options));
            Write("gradients.csv", Text(writer => MeanGradientCsv.Write(writer, gradients.Points)));
        }

        if (forms is not null)
        {
            Write("forms.svg", forms.Figure(FigureUse.File));
        }

        ReproductionContent content = new(Title(folder.Manifest.Settings), Facts(folder), accuracyOf, read.Metrics, planes, forms)
        {
            LossOf = lossOf,
            Gradients = gradients,
        };
        Write("index.html", ReproductionPage.Write(content));
        return (files, content);

        void Write(string name, string text)
        {
            string path = Path.Combine(place, name);
            AtomicFile.WriteText(path, text);
            files.Add(path);
        }
    }

    private static string Planes(IReadOnlyList<ReproducedPlane> planes, FigureOptions options)
    {
        // The figure itself names the rows above each plane.
        NetworkReport[] drawn =
        [
            .. planes.Where(plane => plane.WithFigures)
                .Select(plane => plane.Network with { Name = plane.Network.Name.Replace($", rows {plane.Rows}", "", StringComparison.Ordinal) }),
        ];
        return drawn.Length == 1
            ? PlaneFigure.Write(drawn[0].Plane, options)
            : PlaneFigure.WriteSideBySide(drawn, options.Network);
    }

    private static string Title(ExperimentSettings settings) => settings.About is Source about
        ? $"{settings.Network.Name}: {about.Paper}, figure {about.Figure}"
        : settings.Network.Name;

    private static IReadOnlyList<KeyValuePair<string, string>> Facts(RunFolder folder)
    {
        List<KeyValuePair<string, string>> facts = [.. FolderReport.Origin([new FolderReport(folder)])];
        facts[0] = new("command", CommandText.Current);
        if (folder.Manifest.Settings.About is Source about)
        {
            facts.Insert(1, new("follows", about.Follows));
            facts.Insert(2, new("differs", about.Differs));
        }

        return facts;
    }

    private static string Text(Action<TextWriter> write)
    {
        using StringWriter text = new();
        write(text);
        return text.ToString();
    }
}
