using System.Globalization;
using System.Text;

namespace Edge.Reports.Drawing;

/// <summary>
/// Writes SVG and HTML elements into one string. Text and attribute values are always escaped, so names that come from files and
/// commands can be handed in as they are; characters that XML 1.0 forbids, and control characters, become U+FFFD. Numbers are
/// invariant with at most two decimals. The same calls give the same text.
/// </summary>
public sealed class MarkupWriter
{
    private const double LargestNumber = 1e9;

    private readonly StringBuilder text = new();
    private readonly Stack<string> open = new();
    private bool inTag;

    /// <summary>Opens an element; attributes may follow until text, a child or the end is written.</summary>
    /// <param name="name">Element name: ASCII letters, digits and <c>-</c>, a letter first.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentException">The name is not such a name.</exception>
    public MarkupWriter Open(string name)
    {
        CheckName(name);
        EndTag();
        text.Append('<').Append(name);
        open.Push(name);
        inTag = true;
        return this;
    }

    /// <summary>Adds an attribute to the element that was opened last.</summary>
    /// <param name="name">Attribute name: ASCII letters, digits, <c>-</c> and <c>:</c>, a letter first.</param>
    /// <param name="value">Any text; it is escaped.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentException">The name is not such a name.</exception>
    /// <exception cref="InvalidOperationException">No start tag is open.</exception>
    public MarkupWriter Attribute(string name, string value)
    {
        CheckName(name);
        if (!inTag)
        {
            throw new InvalidOperationException($"The attribute {name} comes after the start tag was closed.");
        }

        text.Append(' ').Append(name).Append("=\"");
        AppendEscaped(value);
        text.Append('"');
        return this;
    }

    /// <summary>Adds a numeric attribute, see <see cref="Number"/>.</summary>
    /// <param name="name">Attribute name.</param>
    /// <param name="value">A finite number.</param>
    /// <returns>This writer.</returns>
    public MarkupWriter Attribute(string name, double value) => Attribute(name, Number(value));

    /// <summary>Writes text into the current element, escaped.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>This writer.</returns>
    public MarkupWriter Text(string value)
    {
        EndTag();
        AppendEscaped(value);
        return this;
    }

    /// <summary>Writes markup that a <see cref="MarkupWriter"/> or this assembly's resources made; never text from outside.</summary>
    /// <param name="markup">Well-formed markup.</param>
    /// <returns>This writer.</returns>
    internal MarkupWriter Raw(string markup)
    {
        EndTag();
        text.Append(markup);
        return this;
    }

    /// <summary>Starts a new line between elements. White space is text: not for use inside <c>text</c> or <c>title</c>.</summary>
    /// <returns>This writer.</returns>
    public MarkupWriter Line()
    {
        EndTag();
        text.Append('\n');
        return this;
    }

    /// <summary>Closes the innermost open element.</summary>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">No element is open.</exception>
    public MarkupWriter Close()
    {
        if (open.Count == 0)
        {
            throw new InvalidOperationException("There is no open element to close.");
        }

        EndTag();
        text.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Ends the start tag of an element that has no end tag in HTML (<c>meta</c>) or no content in SVG.</summary>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">No start tag is open.</exception>
    public MarkupWriter CloseEmpty()
    {
        if (!inTag)
        {
            throw new InvalidOperationException("The element to close as empty already has content.");
        }

        text.Append("/>");
        open.Pop();
        inTag = false;
        return this;
    }

    /// <summary>The text written.</summary>
    /// <returns>Complete markup.</returns>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public string ToMarkup()
    {
        if (open.Count > 0)
        {
            throw new InvalidOperationException($"The element {open.Peek()} is still open.");
        }

        return text.ToString();
    }

    /// <summary>A number as it stands in markup: invariant, at most two decimals, no exponent, never <c>-0</c>.</summary>
    /// <param name="value">A finite number of at most 1e9 in magnitude.</param>
    /// <returns>For example <c>12.5</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or too large to be a coordinate.</exception>
    public static string Number(double value)
    {
        if (!(Math.Abs(value) <= LargestNumber))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate must be a finite number of at most 1e9.");
        }

        string digits = value.ToString("0.##", CultureInfo.InvariantCulture);
        return digits == "-0" ? "0" : digits;
    }

    private static void CheckName(string name)
    {
        bool valid = name.Length > 0 && char.IsAsciiLetter(name[0]);
        foreach (char c in name)
        {
            valid &= char.IsAsciiLetterOrDigit(c) || c is '-' or ':';
        }

        if (!valid)
        {
            throw new ArgumentException($"'{name}' cannot be the name of an element or attribute.", nameof(name));
        }
    }

    private void EndTag()
    {
        if (inTag)
        {
            text.Append('>');
            inTag = false;
        }
    }

    private void AppendEscaped(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            switch (c)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case '"': text.Append("&quot;"); break;
                case '\'': text.Append("&#39;"); break;
                case '\n': text.Append("&#10;"); break;
                case '\t': text.Append("&#9;"); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                    {
                        text.Append(c).Append(value[++i]);
                    }
                    else
                    {
                        bool refused = char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF';
                        text.Append(refused ? '\uFFFD' : c);
                    }

                    break;
            }
        }
    }
}
