namespace Edge.Reports.Drawing;

/// <summary>
/// Finds places for labels beside their anchors: never over one another or outside the bounds, over as few drawn things as can be,
/// nearer to their own anchor than to another's, and with leader lines that do not cross. Each label in turn takes its best place
/// given the others, over a few rounds; one that then has none takes the best free place anywhere within the bounds.
/// </summary>
internal sealed class LabelPlacer
{
    private const int Directions = 24;
    private const int Rounds = 6;
    private const double CrossingCost = 60;
    private const double ForeignAnchorCost = 40;
    private static readonly double[] Distances = [8, 12, 18, 26, 36, 48, 62, 80, 102, 130, 165];

    private readonly Box bounds;
    private readonly List<Box> blocked = [];
    private readonly List<(double X, double Y, double Radius, double Cost)> obstacles = [];

    /// <summary>Makes a placer.</summary>
    /// <param name="bounds">Where labels may stand.</param>
    public LabelPlacer(Box bounds) => this.bounds = bounds;

    /// <summary>Declares a rectangle that no label may overlap.</summary>
    /// <param name="box">The rectangle.</param>
    public void Block(Box box) => blocked.Add(box);

    /// <summary>Declares a drawn thing that labels should rather not cover.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Radius.</param>
    /// <param name="cost">How far, in figure units, a label should rather move away than cover it.</param>
    public void Avoid(double x, double y, double radius, double cost) => obstacles.Add((x, y, radius, cost));

    /// <summary>Places labels.</summary>
    /// <param name="anchors">Anchor and size of each label.</param>
    /// <returns>The rectangle of each label; null for one that is wider or higher than any free place.</returns>
    public Box?[] Place(IReadOnlyList<LabelAnchor> anchors)
    {
        List<(Box Box, double Cost)>[] candidates = [.. anchors.Select(anchor => Candidates(anchor, anchors))];
        Box?[] places = new Box?[anchors.Count];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < anchors.Count; i++)
            {
                places[i] = null;
                double least = double.PositiveInfinity;
                Box? best = null;
                foreach ((Box box, double cost) in candidates[i])
                {
                    double total = cost;
                    for (int other = 0; other < places.Length && total < least; other++)
                    {
                        total += places[other] is Box taken ? Conflict(anchors[i], box, anchors[other], taken) : 0;
                    }

                    if (total < least)
                    {
                        (best, least) = (box, total);
                    }
                }

                places[i] = best;
            }
        }

        for (int i = 0; i < anchors.Count; i++)
        {
            places[i] ??= Anywhere(anchors[i], anchors, places);
        }

        return places;
    }

    /// <summary>The shortest line from an anchor to its label.</summary>
    /// <param name="x">Anchor.</param>
    /// <param name="y">Anchor.</param>
    /// <param name="box">The label.</param>
    /// <returns>From the anchor to the label.</returns>
    public static (double X0, double Y0, double X1, double Y1) Leader(double x, double y, Box box) =>
        (x, y, Math.Clamp(x, box.Left + 1, box.Right - 1), Math.Clamp(y, box.Top + 2, box.Bottom - 2));

    private List<(Box Box, double Cost)> Candidates(LabelAnchor anchor, IReadOnlyList<LabelAnchor> anchors)
    {
        List<(Box Box, double Cost)> found = [];
        foreach (double distance in Distances)
        {
            for (int i = 0; i < Directions; i++)
            {
                double angle = 2 * Math.PI * i / Directions;
                (double dx, double dy) = (Math.Cos(angle), Math.Sin(angle));
                double left = anchor.X + (dx * distance) + (dx > 0.3 ? 0 : dx < -0.3 ? -anchor.Width : -anchor.Width / 2);
                double top = anchor.Y + (dy * distance) + (dy > 0.3 ? 0 : dy < -0.3 ? -anchor.Height : -anchor.Height / 2);
                Box box = new(left, top, left + anchor.Width, top + anchor.Height);
                if (box.Within(bounds) && !blocked.Any(box.Overlaps))
                {
                    found.Add((box, distance + OwnCost(anchor, box, anchors)));
                }
            }
        }

        return found;
    }

    private Box? Anywhere(LabelAnchor anchor, IReadOnlyList<LabelAnchor> anchors, Box?[] places)
    {
        (Box? best, double least) = (null, double.PositiveInfinity);
        for (double top = bounds.Top; top + anchor.Height <= bounds.Bottom; top += anchor.Height / 2)
        {
            for (double left = bounds.Left; left + anchor.Width <= bounds.Right; left += anchor.Height)
            {
                Box box = new(left, top, left + anchor.Width, top + anchor.Height);
                if (!blocked.Any(box.Overlaps) && !places.Any(place => place is Box taken && box.Overlaps(taken)))
                {
                    double cost = Distance(anchor, box) + OwnCost(anchor, box, anchors);
                    (best, least) = cost < least ? (box, cost) : (best, least);
                }
            }
        }

        return best;
    }

    private double OwnCost(LabelAnchor anchor, Box box, IReadOnlyList<LabelAnchor> anchors)
    {
        double cost = 0;
        foreach ((double x, double y, double radius, double weight) in obstacles)
        {
            cost += box.Touches(x, y, radius) ? weight : 0;
        }

        double own = Distance(anchor, box);
        (double x0, double y0, double x1, double y1) = Leader(anchor.X, anchor.Y, box);
        foreach (LabelAnchor other in anchors.Where(other => other != anchor))
        {
            cost += Distance(other, box) < (1.6 * own) + 4 ? ForeignAnchorCost : 0;
            (double dx, double dy) = (x1 - x0, y1 - y0);
            double square = Math.Max(1e-9, (dx * dx) + (dy * dy));
            double along = Math.Clamp((((other.X - x0) * dx) + ((other.Y - y0) * dy)) / square, 0, 1);
            double aside = Length(x0 + (along * dx) - other.X, y0 + (along * dy) - other.Y);
            cost += aside < 6 ? CrossingCost / 2 : 0;
        }

        return cost;
    }

    private static double Conflict(LabelAnchor anchor, Box box, LabelAnchor otherAnchor, Box other)
    {
        if (box.Overlaps(other))
        {
            return double.PositiveInfinity;
        }

        (double ax, double ay, double bx, double by) = Leader(anchor.X, anchor.Y, box);
        (double cx, double cy, double dx, double dy) = Leader(otherAnchor.X, otherAnchor.Y, other);
        bool crossing = Cross(ax, ay, bx, by, cx, cy, dx, dy) || Through(ax, ay, bx, by, other) || Through(cx, cy, dx, dy, box);
        return crossing ? CrossingCost : 0;
    }

    private static bool Through(double ax, double ay, double bx, double by, Box box) =>
        Cross(ax, ay, bx, by, box.Left, box.Top, box.Right, box.Bottom) || Cross(ax, ay, bx, by, box.Left, box.Bottom, box.Right, box.Top);

    private static double Distance(LabelAnchor anchor, Box box)
    {
        (double x0, double y0, double x1, double y1) = Leader(anchor.X, anchor.Y, box);
        return Length(x1 - x0, y1 - y0);
    }

    private static double Length(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    private static bool Cross(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) =>
        Side(ax, ay, bx, by, cx, cy) * Side(ax, ay, bx, by, dx, dy) < 0 && Side(cx, cy, dx, dy, ax, ay) * Side(cx, cy, dx, dy, bx, by) < 0;

    private static int Side(double ax, double ay, double bx, double by, double px, double py) =>
        Math.Sign(((bx - ax) * (py - ay)) - ((by - ay) * (px - ax)));
}
