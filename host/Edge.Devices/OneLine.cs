namespace Edge.Devices;

/// <summary>Text from elsewhere, made fit for a one-line message.</summary>
internal static class OneLine
{
    /// <summary>The text with line breaks and other control characters as single spaces, without a final full stop.</summary>
    public static string Of(string text)
    {
        string flat = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return string.Join(' ', flat.Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
    }
}
