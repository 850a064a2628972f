using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edge.Reports.Drawing;

namespace Edge.Reports.Page;

/// <summary>The style sheet and the script of the page, which stand inside it, and the policy that allows nothing else.</summary>
internal static class PageResources
{
    /// <summary>The style sheet with the dark colours of epochs and layers.</summary>
    public static string Style { get; } = Load("report.css") + DarkScales();

    /// <summary>The script.</summary>
    public static string Script { get; } = Load("report.js");

    /// <summary>
    /// The Content-Security-Policy: nothing may be loaded or sent, and of style and script only the very text above runs, known by
    /// its SHA-256.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Load(string name)
    {
        using Stream stream = typeof(PageResources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without {name}.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string DarkScales()
    {
        StringBuilder css = new("@media screen and (prefers-color-scheme: dark) {\n");
        for (int i = 0; i < ColourScale.EpochDark.Count; i++)
        {
            string colour = ColourScale.EpochDark[i];
            css.Append(CultureInfo.InvariantCulture, $"svg .k{i} {{ fill: {colour}; }} svg .h{i} {{ stroke: {colour}; }}\n");
        }

        for (int i = 0; i < ColourScale.DepthDark.Count; i++)
        {
            string colour = ColourScale.DepthDark[i];
            css.Append(CultureInfo.InvariantCulture, $"svg .d{i}:not(.line) {{ fill: {colour}; }} ");
            css.Append(CultureInfo.InvariantCulture, $"svg .line.d{i} {{ stroke: {colour}; }} ");
            css.Append(CultureInfo.InvariantCulture, $"svg .hollow.d{i} {{ fill: var(--paper); stroke: {colour}; }}\n");
        }

        return css.Append("}\n").ToString();
    }
}
