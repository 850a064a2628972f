namespace Edge.Reports.Drawing;

/// <summary>
/// Finds places for labels beside their anchors: never over another label, inside the bounds, over as few drawn things as can be,
/// and near. Greedy: labels are placed in the order of the calls.
/// </summary>
internal sealed class LabelPlacer
{
    private const int Directions = 24;
    private static readonly double[] Distances = [8, 13, 20, 30, 44, 62, 84, 110, 140, 175];

    private readonly Box bounds;
    private readonly List<Box> taken = [];
    private readonly List<(double X, double Y, double Radius, double Cost)> obstacles = [];
    private readonly List<(double X0, double Y0, double X1, double Y1)> leaders = [];

    /// <summary>Makes a placer.</summary>
    /// <param name="bounds">Where labels may stand.</param>
    public LabelPlacer(Box bounds) => this.bounds = bounds;

    /// <summary>Declares a rectangle that no label may overlap.</summary>
    /// <param name="box">The rectangle.</param>
    public void Block(Box box) => taken.Add(box);

    /// <summary>Declares a drawn thing that labels should rather not cover.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Radius.</param>
    /// <param name="cost">How far, in figure units, a label should rather move away than cover it.</param>
    public void Avoid(double x, double y, double radius, double cost) => obstacles.Add((x, y, radius, cost));

    /// <summary>Places a label.</summary>
    /// <param name="x">Anchor.</param>
    /// <param name="y">Anchor.</param>
    /// <param name="width">Width of the text.</param>
    /// <param name="height">Height of the text.</param>
    /// <returns>The rectangle of the label; null if there is no place free of other labels.</returns>
    public Box? Place(double x, double y, double width, double height)
    {
        Box? best = null;
        double least = double.PositiveInfinity;
        foreach (double distance in Distances)
        {
            for (int i = 0; i < Directions; i++)
            {
                double angle = 2 * Math.PI * i / Directions;
                (double dx, double dy) = (Math.Cos(angle), Math.Sin(angle));
                double left = x + (dx * distance) + (dx > 0.3 ? 0 : dx < -0.3 ? -width : -width / 2);
                double top = y + (dy * distance) + (dy > 0.3 ? 0 : dy < -0.3 ? -height : -height / 2);
                Box box = new(left, top, left + width, top + height);
                if (!box.Within(bounds) || taken.Any(box.Overlaps))
                {
                    continue;
                }

                double cost = distance;
                foreach ((double ox, double oy, double radius, double weight) in obstacles)
                {
                    cost += box.Touches(ox, oy, radius) ? weight : 0;
                }

                cost += LeaderCost(x, y, box);

                if (cost < least)
                {
                    (best, least) = (box, cost);
                }
            }
        }

        if (best is Box found)
        {
            taken.Add(found);
            leaders.Add(Leader(x, y, found));
        }

        return best;
    }

    /// <summary>The shortest line from an anchor to its label.</summary>
    /// <param name="x">Anchor.</param>
    /// <param name="y">Anchor.</param>
    /// <param name="box">The label.</param>
    /// <returns>From the anchor to the label.</returns>
    public static (double X0, double Y0, double X1, double Y1) Leader(double x, double y, Box box) =>
        (x, y, Math.Clamp(x, box.Left + 1, box.Right - 1), Math.Clamp(y, box.Top + 2, box.Bottom - 2));

    private double LeaderCost(double x, double y, Box box)
    {
        (double x0, double y0, double x1, double y1) = Leader(x, y, box);
        double cost = 0;
        foreach ((double a0, double b0, double a1, double b1) in leaders)
        {
            cost += Cross(x0, y0, x1, y1, a0, b0, a1, b1) ? 50 : 0;
        }

        for (int i = 1; i < 8; i++)
        {
            Box dot = new(x0 + ((x1 - x0) * i / 8) - 1, y0 + ((y1 - y0) * i / 8) - 1, x0 + ((x1 - x0) * i / 8) + 1, y0 + ((y1 - y0) * i / 8) + 1);
            cost += taken.Any(dot.Overlaps) ? 30 : 0;
        }

        foreach ((double a0, double b0, double a1, double b1) in leaders)
        {
            for (int i = 1; i < 8; i++)
            {
                cost += box.Touches(a0 + ((a1 - a0) * i / 8), b0 + ((b1 - b0) * i / 8), 1) ? 15 : 0;
            }
        }

        return cost;
    }

    private static bool Cross(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) =>
        Side(ax, ay, bx, by, cx, cy) * Side(ax, ay, bx, by, dx, dy) < 0 && Side(cx, cy, dx, dy, ax, ay) * Side(cx, cy, dx, dy, bx, by) < 0;

    private static double Side(double ax, double ay, double bx, double by, double px, double py) =>
        Math.Sign(((bx - ax) * (py - ay)) - ((by - ay) * (px - ax)));
}
