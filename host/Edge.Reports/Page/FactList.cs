using Edge.Reports.Drawing;

namespace Edge.Reports.Page;

/// <summary>Writes what was run, as names and values.</summary>
internal static class FactList
{
    /// <summary>Writes the list; nothing where it is empty.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="facts">Names and values in the order shown; any text.</param>
    public static void Write(MarkupWriter html, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        html.Open("dl").Attribute("class", "facts").Line();
        foreach ((string key, string value) in facts)
        {
            html.Open("div").Attribute("class", value.Length > 60 || key == "command" ? "long" : "short");
            html.Open("dt").Text(key).Close().Open("dd").Text(value).Close().Close().Line();
        }

        html.Close().Line();
    }
}
