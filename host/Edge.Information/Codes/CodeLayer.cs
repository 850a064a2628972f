namespace Edge.Information.Codes;

/// <summary>One recorded layer: its name and its codes.</summary>
public sealed class CodeLayer
{
    /// <summary>Longest name of a layer, in characters.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>Names a layer's codes.</summary>
    /// <param name="name">1..64 of the characters a-z, A-Z, 0-9, '_', '-', '.', so that it can name an array or a column anywhere.</param>
    /// <param name="codes">The codes, not copied.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds another character.</exception>
    public CodeLayer(string name, PackedCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        CheckName(name);
        Name = name;
        Codes = codes;
    }

    /// <summary>Name of the layer: <c>dense1</c>, ..., <c>logits</c>, <c>softmax</c>.</summary>
    public string Name { get; }

    /// <summary>The layer's codes.</summary>
    public PackedCodes Codes { get; }

    /// <summary>Checks a layer's name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or holds another character.</exception>
    public static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaximumNameLength || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')))
        {
            throw new ArgumentException($"A layer's name is 1..{MaximumNameLength} letters, digits, '_', '-' or '.', not '{name}'.", nameof(name));
        }
    }
}
