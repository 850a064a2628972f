namespace Edge.Reports.Drawing;

/// <summary>A stretch of a label: plain text, or a formula such as <c>I(X;T)</c> whose letters stand in italics.</summary>
/// <param name="Text">The characters.</param>
/// <param name="IsFormula">True for a formula.</param>
internal readonly record struct TextRun(string Text, bool IsFormula)
{
    /// <summary>Plain text.</summary>
    /// <param name="text">The characters.</param>
    /// <returns>The run.</returns>
    public static TextRun Plain(string text) => new(text, false);

    /// <summary>A formula.</summary>
    /// <param name="text">The characters; letters become italic.</param>
    /// <returns>The run.</returns>
    public static TextRun Formula(string text) => new(text, true);
}
