using System.Text;

namespace Edge.Reports.Drawing;

/// <summary>Labels of figures: fonts, anchors, italic letters in formulas, wrapping, and estimates of their extent.</summary>
internal static class FigureText
{
    /// <summary>Writes one line of text.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="x">Anchor, in figure units.</param>
    /// <param name="y">Base line, in figure units.</param>
    /// <param name="style">Size, anchor, class and turn.</param>
    /// <param name="runs">The text.</param>
    public static void Draw(MarkupWriter writer, double x, double y, TextStyle style, params ReadOnlySpan<TextRun> runs)
    {
        writer.Open("text").Attribute("class", style.Class).Attribute("font-size", style.Size).Attribute("fill", style.Fill);
        if (style.Anchor != "start")
        {
            writer.Attribute("text-anchor", style.Anchor);
        }

        if (style.Bold)
        {
            writer.Attribute("font-weight", "600");
        }

        if (style.Turn != 0)
        {
            string at = $"{MarkupWriter.Number(x)} {MarkupWriter.Number(y)}";
            writer.Attribute("transform", $"translate({at}) rotate({MarkupWriter.Number(style.Turn)})");
        }
        else
        {
            writer.Attribute("x", x).Attribute("y", y);
        }

        foreach (TextRun run in runs)
        {
            if (run.IsFormula)
            {
                WriteFormula(writer, run.Text);
            }
            else
            {
                writer.Text(run.Text);
            }
        }

        writer.Close().Line();
    }

    /// <summary>Writes one line of plain text.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="x">Anchor, in figure units.</param>
    /// <param name="y">Base line, in figure units.</param>
    /// <param name="style">Size, anchor, class and turn.</param>
    /// <param name="text">The text.</param>
    public static void Draw(MarkupWriter writer, double x, double y, TextStyle style, string text) =>
        Draw(writer, x, y, style, TextRun.Plain(text));

    /// <summary>An estimate of the width of a text, on the safe side for the usual sans-serif fonts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Font size in figure units.</param>
    /// <returns>Figure units.</returns>
    public static double Width(string text, double size)
    {
        double width = 0;
        foreach (char c in text)
        {
            width += c switch
            {
                'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '|' or '\'' => 0.27,
                'f' or 't' or 'r' or ' ' or '(' or ')' or 'I' or '-' => 0.36,
                'm' or 'w' or 'M' or 'W' or '=' or '+' or '~' or '<' or '>' => 0.84,
                > '\u2E7F' => 1.0,
                >= 'A' and <= 'Z' => 0.70,
                _ => 0.57,
            };
        }

        return width * size;
    }

    /// <summary>Breaks text at blanks into lines; a word longer than a line is cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Font size in figure units.</param>
    /// <param name="width">Widest line, in figure units.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (line.Length > 0 && Width(line + " " + word, size) > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            while (rest.Length > 1 && Width(rest, size) > width)
            {
                int cut = rest.Length - 1;
                while (cut > 1 && Width(rest[..cut], size) > width)
                {
                    cut--;
                }

                lines.Add(rest[..cut]);
                rest = rest[cut..];
            }

            line.Append(line.Length > 0 ? " " : "").Append(rest);
        }

        if (line.Length > 0)
        {
            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>Cuts text that is wider than there is room for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Font size in figure units.</param>
    /// <param name="width">Room in figure units.</param>
    /// <returns>The text, or its beginning and an ellipsis.</returns>
    public static string Shorten(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 1 && Width(text[..length], size) > width - size)
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Draws the title of a figure that stands alone.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="title">Any text.</param>
    /// <param name="width">Width of the figure.</param>
    public static void DrawTitle(MarkupWriter writer, string title, double width) =>
        Draw(writer, 14, 24, TextStyle.Ink(15) with { Bold = true }, Shorten(title, 15, width - 28));

    private static void WriteFormula(MarkupWriter writer, string formula)
    {
        writer.Open("tspan").Attribute("class", "formula").Attribute("font-family", Palette.Serif);
        int start = 0;
        while (start < formula.Length)
        {
            bool letters = char.IsLetter(formula[start]);
            int end = start + 1;
            while (end < formula.Length && char.IsLetter(formula[end]) == letters)
            {
                end++;
            }

            if (letters)
            {
                writer.Open("tspan").Attribute("font-style", "italic").Text(formula[start..end]).Close();
            }
            else
            {
                writer.Text(formula[start..end]);
            }

            start = end;
        }

        writer.Close();
    }
}
