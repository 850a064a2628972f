namespace Edge.Reports;

/// <summary>Where a figure will stand, which decides its width and whether it is a document of its own.</summary>
public enum FigureUse
{
    /// <summary>An SVG file of its own, for papers and image viewers.</summary>
    File,

    /// <summary>Part of a page on a wide screen or on paper.</summary>
    WidePage,

    /// <summary>Part of a page on a screen of about 400 pixels.</summary>
    NarrowPage,
}
