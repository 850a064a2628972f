namespace Edge.Reports.Drawing;

/// <summary>
/// The fixed colours of a figure on light paper, written as presentation attributes so that an SVG file looks the same in any
/// viewer. Every element also has a class, by which the report page recolours it on a dark screen.
/// </summary>
internal static class Palette
{
    /// <summary>Background, and the inside of hollow markers.</summary>
    public const string Paper = "#ffffff";

    /// <summary>Text and axes.</summary>
    public const string Ink = "#1d2026";

    /// <summary>Secondary text.</summary>
    public const string Muted = "#5c626d";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#e6e7ea";

    /// <summary>Bounds of the plane.</summary>
    public const string Bound = "#7a808b";

    /// <summary>The part of the plane that cannot be reached.</summary>
    public const string Unreachable = "#eeeff2";

    /// <summary>Training rows, and the loss.</summary>
    public const string Train = "#2b5c9e";

    /// <summary>Test rows.</summary>
    public const string Test = "#c4501b";

    /// <summary>The integer model as the device ran it.</summary>
    public const string Device = "#1d2026";

    /// <summary>Font of labels and numbers.</summary>
    public const string Sans = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>Font of the letters of a formula.</summary>
    public const string Serif = "'STIX Two Text', 'Times New Roman', 'Liberation Serif', 'DejaVu Serif', serif";
}
