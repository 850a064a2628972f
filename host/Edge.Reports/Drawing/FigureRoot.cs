namespace Edge.Reports.Drawing;

/// <summary>Puts the outermost element around a figure.</summary>
internal static class FigureRoot
{
    /// <summary>Wraps the content of a figure.</summary>
    /// <param name="content">The content, drawn from (0, 0) to (width, height).</param>
    /// <param name="width">Width in figure units, which are CSS pixels where the figure is not scaled.</param>
    /// <param name="height">Height in figure units.</param>
    /// <param name="label">What the figure shows, for screen readers.</param>
    /// <param name="use">File or part of a page.</param>
    /// <returns>An <c>svg</c> element; a whole document where it is a file.</returns>
    public static string Wrap(MarkupWriter content, double width, double height, string label, FigureUse use)
    {
        MarkupWriter writer = new();
        bool file = use == FigureUse.File;
        writer.Open("svg");
        if (file)
        {
            writer.Attribute("xmlns", "http://www.w3.org/2000/svg").Attribute("width", width).Attribute("height", height);
        }

        writer.Attribute("viewBox", $"0 0 {MarkupWriter.Number(width)} {MarkupWriter.Number(height)}");
        writer.Attribute("class", use == FigureUse.NarrowPage ? "figure narrow" : use == FigureUse.WidePage ? "figure wide" : "figure");
        writer.Attribute("role", "group").Attribute("aria-label", label);
        writer.Attribute("font-family", Palette.Sans).Attribute("stroke-linejoin", "round").Line();
        if (file)
        {
            writer.Open("title").Text(label).Close().Line();
        }

        writer.Open("rect").Attribute("class", "paper").Attribute("width", width).Attribute("height", height);
        writer.Attribute("fill", Palette.Paper).CloseEmpty().Line();
        writer.Raw(content.ToMarkup());
        return writer.Close().Line().ToMarkup();
    }
}
