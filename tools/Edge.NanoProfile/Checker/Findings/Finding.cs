using System.Globalization;

namespace Edge.NanoProfile.Checker.Findings;

/// <summary>One construct that a board refuses, runs differently or pays for.</summary>
/// <param name="Rule">The kind.</param>
/// <param name="Assembly">File name of the assembly: where a finding without a source line is.</param>
/// <param name="Position">The source line; null without symbols, or where no line stands for it.</param>
/// <param name="Member">The method or type that it is in, or the assembly.</param>
/// <param name="Text">What was found, and what a board does with it.</param>
public sealed record Finding(Rule Rule, string Assembly, SourcePosition? Position, string Member, string Text)
{
    /// <summary>Whether a build must fail: what is refused, and, where <paramref name="strict"/>, what is different.</summary>
    public bool Fails(bool strict) => Rule.Effect == Effect.Refused || (strict && Rule.Effect == Effect.Different);

    /// <summary>One line in MSBuild's canonical format: file(line,column): error EDGEnnn: text.</summary>
    public string Line(bool strict)
    {
        string place = Position is { } p
            ? string.Create(CultureInfo.InvariantCulture, $"{p.File}({p.Line},{p.Column})")
            : Assembly + " ";
        string category = Fails(strict) ? "error" : Rule.Effect == Effect.Different ? "warning" : "note";
        return $"{place}: {category} {Rule.Id}: {Member}: {Text}";
    }
}
