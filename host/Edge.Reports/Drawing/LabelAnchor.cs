namespace Edge.Reports.Drawing;

/// <summary>A label that needs a place: its text, what it names, and how large it is, in figure units.</summary>
/// <param name="Text">The text.</param>
/// <param name="X">What it names.</param>
/// <param name="Y">What it names.</param>
/// <param name="Width">Width of the text.</param>
/// <param name="Height">Height of the text.</param>
internal sealed record LabelAnchor(string Text, double X, double Y, double Width, double Height);
