namespace Edge.Cli.Output;

/// <summary>The command line as it was typed, for run.json and reports.</summary>
internal static class CommandText
{
    /// <summary><c>edge</c> and its arguments; those with blanks in quotes.</summary>
    public static string Current { get; } =
        string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Quoted).Prepend("edge"));

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => !char.IsWhiteSpace(c) && c != '"') ? argument : $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
