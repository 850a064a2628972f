namespace Edge.Reports.Drawing;

/// <summary>Marker shapes of about equal area, one per layer; after eight they repeat.</summary>
internal static class Marker
{
    /// <summary>Number of different shapes.</summary>
    public const int Count = 8;

    /// <summary>The outline of a marker as SVG path data.</summary>
    /// <param name="shape">Index of the shape, from 0.</param>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Radius of the circle of about the same area.</param>
    /// <returns>A closed path.</returns>
    public static string Path(int shape, double x, double y, double radius)
    {
        double r = radius;
        return (shape % Count) switch
        {
            0 => $"M{At(x - r, y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0Z",
            1 => Polygon(x, y, r * 1.25, 4, 45),
            2 => Polygon(x, y + (0.2 * r), r * 1.5, 3, -90),
            3 => Polygon(x, y, r * 1.35, 4, 0),
            4 => Polygon(x, y - (0.2 * r), r * 1.5, 3, 90),
            5 => Star(x, y, r * 1.55, 5, 0.48),
            6 => Cross(x, y, r * 1.2, r * 0.45),
            _ => Polygon(x, y, r * 1.12, 6, 0),
        };
    }

    private static string N(double value) => MarkupWriter.Number(value);

    private static string At(double x, double y) => N(x) + " " + N(y);

    private static string Polygon(double x, double y, double r, int corners, double startDegrees)
    {
        string path = "";
        for (int i = 0; i < corners; i++)
        {
            double angle = (startDegrees + (360.0 * i / corners)) * Math.PI / 180;
            path += (i == 0 ? "M" : "L") + At(x + (r * Math.Cos(angle)), y + (r * Math.Sin(angle)));
        }

        return path + "Z";
    }

    private static string Star(double x, double y, double r, int points, double waist)
    {
        string path = "";
        for (int i = 0; i < 2 * points; i++)
        {
            double length = i % 2 == 0 ? r : r * waist;
            double angle = ((180.0 * i / points) - 90) * Math.PI / 180;
            path += (i == 0 ? "M" : "L") + At(x + (length * Math.Cos(angle)), y + (length * Math.Sin(angle)));
        }

        return path + "Z";
    }

    private static string Cross(double x, double y, double r, double half) =>
        $"M{At(x - half, y - r)}h{N(2 * half)}v{N(r - half)}h{N(r - half)}v{N(2 * half)}h{N(half - r)}v{N(r - half)}h{N(-2 * half)}"
        + $"v{N(half - r)}h{N(half - r)}v{N(-2 * half)}h{N(r - half)}Z";
}
