using Edge.Reports.Axes;
using Edge.Reports.Drawing;

namespace Edge.Reports.Planes;

/// <summary>Draws the key of a plane: marker shapes with the names of the layers, and the colour bar of the epochs.</summary>
internal static class PlaneLegend
{
    private const double TextSize = 11;
    private const double BarWidth = 250;
    private const double BarHeight = 9;

    /// <summary>Draws the key from the top of a place downwards.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="place">Left, right and top; the bottom is not used.</param>
    /// <param name="names">Names of the layers, in the order of their shapes.</param>
    /// <param name="saturated">Whether any point is drawn hollow.</param>
    /// <param name="lastEpoch">The epoch at the end of the colour scale.</param>
    /// <returns>Where the key ends.</returns>
    public static double Draw(MarkupWriter writer, Box place, IReadOnlyList<string> names, bool saturated, int lastEpoch)
    {
        bool wide = place.Right - place.Left > 600;
        double barLeft = wide ? place.Right - BarWidth - 14 : place.Left + 44;
        double keyRight = wide ? barLeft - 60 : place.Right;
        double y = DrawKey(writer, place.Left, keyRight, place.Top + 12, names, saturated);
        double barTop = wide ? place.Top + 2 : y + 10;
        DrawBar(writer, barLeft, barTop, lastEpoch);
        return Math.Max(y, barTop + BarHeight + 18);
    }

    private static double DrawKey(MarkupWriter writer, double left, double right, double top, IReadOnlyList<string> names, bool saturated)
    {
        (double x, double y) = (left, top);
        for (int i = 0; i < names.Count; i++)
        {
            DrawItem(i, PlanePanel.Radius(i, names.Count), PlaneTrace.Shorten(names[i]), hollow: false);
        }

        if (saturated)
        {
            DrawItem(0, 4.2, "hollow: saturated", hollow: true);
        }

        return y + 4;

        void DrawItem(int shape, double radius, string name, bool hollow)
        {
            double width = FigureText.Width(name, TextSize) + 26;
            if (x + width > right && x > left)
            {
                (x, y) = (left, y + 18);
            }

            writer.Open("path").Attribute("class", hollow ? "key hollow" : "key").Attribute("d", Marker.Path(shape, x + 6, y - 4, radius));
            writer.Attribute("fill", hollow ? Palette.Paper : Palette.Ink).Attribute("stroke", Palette.Ink);
            writer.Attribute("stroke-width", hollow ? 1.3 : 0).CloseEmpty().Line();
            FigureText.Draw(writer, x + 15, y, TextStyle.Ink(TextSize), name);
            x += width;
        }
    }

    private static void DrawBar(MarkupWriter writer, double left, double top, int lastEpoch)
    {
        EpochAxis axis = new(lastEpoch);
        FigureText.Draw(writer, left - 8, top + BarHeight, TextStyle.Ink(TextSize, "end"), "epoch");
        int count = ColourScale.EpochLight.Count;
        double width = BarWidth / count;
        for (int i = 0; i < count; i++)
        {
            // Each rectangle reaches under the next, or viewers show hairlines between them.
            double reach = i == count - 1 ? width : width + 0.6;
            writer.Open("rect").Attribute("class", $"k{i}").Attribute("fill", ColourScale.EpochLight[i]);
            writer.Attribute("x", left + (i * width)).Attribute("y", top).Attribute("width", reach).Attribute("height", BarHeight);
            writer.CloseEmpty().Line();
        }

        foreach (Tick tick in axis.Ticks.Where(tick => tick.Label.Length > 0))
        {
            double x = left + (BarWidth * axis.Position(tick.Value));
            writer.Open("path").Attribute("class", "axis").Attribute("stroke", Palette.Ink).Attribute("fill", "none");
            writer.Attribute("d", $"M{MarkupWriter.Number(x)} {MarkupWriter.Number(top + BarHeight)}v4").CloseEmpty();
            FigureText.Draw(writer, x, top + BarHeight + 15, TextStyle.Ink(10.5, "middle"), tick.Label);
        }
    }
}
