using System.Globalization;
using Edge.Information;
using Edge.Reports.Axes;
using Edge.Reports.Drawing;
using Edge.Reports.Planes;
using Edge.Reports.Statistics;

namespace Edge.Reports.Curves;

/// <summary>Draws I(X;T) and I(T;Y) of every layer against the epoch, with bands over the runs.</summary>
public static class InformationFigure
{
    /// <summary>Draws the two panels for the first device, side by side; one above the other on a narrow page.</summary>
    /// <param name="points">Points of one network on one row set.</param>
    /// <param name="options">Name of the network and where the figure will stand.</param>
    /// <returns>SVG.</returns>
    /// <exception cref="ReportDataException">The points cannot be drawn, see <see cref="PlaneView.PerDevice"/>.</exception>
    public static string Write(IReadOnlyList<PlanePoint> points, FigureOptions options)
    {
        PlaneView view = PlaneView.PerDevice(points, options.Logits)[0];
        bool narrow = options.Use == FigureUse.NarrowPage;
        double panelWidth = narrow ? 380 : 520;
        double height = narrow ? 190 : 220;
        double top = 26;
        MarkupWriter body = new();
        if (options.Use == FigureUse.File)
        {
            FigureText.DrawTitle(body, options.Network, panelWidth);
            top = 56;
        }

        List<Curve> ixt = Curves(view, point => point.IXT);
        List<Curve> ity = Curves(view, point => point.ITY);
        double room = CurvePanel.LabelRoom(ixt);
        EpochAxis epochs = new(view.LastEpoch);
        PlotArea left = new(48, top, panelWidth - 48 - room, height, epochs, LinearAxis.Covering(0, view.HX, 8));
        double x = narrow ? 48 : panelWidth + 48;
        double y = narrow ? left.Bottom + 58 : top;
        PlotArea right = left with { Left = x, Top = y, Vertical = LinearAxis.Covering(0, view.HighestITY, 8) };
        CurvePanel.DrawBound(body, left, view.HX, "H(X)", view.HXText);
        CurvePanel.DrawBound(body, right, view.HY, "H(Y)", view.HYText);
        CurvePanel.Draw(body, left, ixt, [TextRun.Formula("I(X;T)"), TextRun.Plain(" in bits")], withEpochTitle: !narrow);
        CurvePanel.Draw(body, right, ity, [TextRun.Formula("I(T;Y)"), TextRun.Plain(" in bits")], withEpochTitle: true);
        double end = right.Bottom + 40;
        double width = narrow ? panelWidth : 2 * panelWidth;
        foreach (string line in FigureText.Wrap(Caption(view), 11, width - 28))
        {
            end += 15;
            FigureText.Draw(body, 14, end, TextStyle.Muted(11), line);
        }

        string label = $"Information of the layers of {options.Network} against the epoch";
        return FigureRoot.Wrap(body, width, end + 12, label, options.Use);
    }

    private static string Caption(PlaneView view)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"Rows: {view.Rows} ({view.Count}); device {view.Device}; ");
        text += view.RunsText;
        text += view.Runs == 1 ? "" : "; areas: 95 % interval of the mean (Student t); dotted: one standard deviation of the runs";
        bool hollow = view.Traces.Any(trace => trace.Points.Any(point => point.Saturated));
        text += !hollow ? "" : view.Runs == 1 ? "; hollow: saturated" : "; hollow: saturated in half of the runs or more";
        return text + ".";
    }

    private static List<Curve> Curves(PlaneView view, Func<TracePoint, Summary> value)
    {
        List<Curve> curves = [];
        for (int i = 0; i < view.Traces.Count; i++)
        {
            PlaneTrace trace = view.Traces[i];
            int step = ColourScale.DepthLight.Step((double)i / Math.Max(1, view.Traces.Count - 1));
            CurvePoint[] points =
                [.. trace.Points.Select(point => new CurvePoint(point.Epoch, value(point), point.Saturated, PointText.Of(trace.Name, point)))];
            curves.Add(new Curve(trace.Label, $"d{step}", ColourScale.DepthLight[step], "", i, points));
        }

        return curves;
    }
}
