namespace Edge.Flashing.Doctor;

/// <summary>One line of an examination.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Found">What was found, in one line.</param>
/// <param name="Remedy">What to do, in one line; null where nothing has to be done.</param>
public sealed record Finding(string Subject, Verdict Verdict, string Found, string? Remedy)
{
    /// <summary>Something that is as it should be.</summary>
    internal static Finding Fine(string subject, string found) => new(subject, Verdict.Fine, found, null);

    /// <summary>Something that only some commands need.</summary>
    internal static Finding Missing(string subject, string found, string remedy) => new(subject, Verdict.Missing, found, remedy);

    /// <summary>Something that has to be mended.</summary>
    internal static Finding Wrong(string subject, string found, string remedy) => new(subject, Verdict.Wrong, found, remedy);
}
