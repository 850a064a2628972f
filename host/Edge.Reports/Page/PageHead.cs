using Edge.Reports.Drawing;

namespace Edge.Reports.Page;

/// <summary>Writes the head of a page: its policy, which forbids every request, its title and its style sheet.</summary>
internal static class PageHead
{
    /// <summary>Writes the <c>head</c> element.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">Title of the page; any text.</param>
    public static void Write(MarkupWriter html, string title)
    {
        html.Open("head").Line();
        html.Open("meta").Attribute("charset", "utf-8").CloseEmpty().Line();
        html.Open("meta").Attribute("http-equiv", "Content-Security-Policy").Attribute("content", PageResources.Policy).CloseEmpty().Line();
        html.Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").CloseEmpty().Line();
        html.Open("meta").Attribute("name", "color-scheme").Attribute("content", "light dark").CloseEmpty().Line();
        html.Open("title").Text(title).Close().Line();
        html.Open("style").Raw(PageResources.Style).Close().Line();
        html.Close().Line();
    }
}
