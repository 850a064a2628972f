using System.Globalization;

namespace Edge.Browser.Tests;

/// <summary>A line of a plane.csv that holds no quoted field.</summary>
internal sealed record PlaneRow(int Run, int Epoch, string Name, string Device, string Series, string Rows, double HT, double IXT, double ITY)
{
    /// <summary>Reads a table.</summary>
    public static PlaneRow[] Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => Parse(header, line.Split(',')))];
    }

    private static PlaneRow Parse(string[] header, string[] fields)
    {
        return new PlaneRow(
            int.Parse(Text("run"), CultureInfo.InvariantCulture),
            int.Parse(Text("epoch"), CultureInfo.InvariantCulture),
            Text("name"),
            Text("device"),
            Text("series"),
            Text("rows"),
            Number("H_T"),
            Number("I_XT"),
            Number("I_TY"));

        string Text(string column) => fields[Array.IndexOf(header, column)];
        double Number(string column) => double.Parse(Text(column), CultureInfo.InvariantCulture);
    }
}
