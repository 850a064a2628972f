using System.CommandLine;
using System.CommandLine.Parsing;
using Edge.Names;

namespace Edge.Cli;

/// <summary>What is wrong with a command line, one line per fault, with the nearest name where a name is unknown.</summary>
internal static class UsageErrors
{
    /// <summary>The faults; empty where the command line can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Action is { ClearsParseErrors: true })
        {
            return [];
        }

        Command command = parsed.CommandResult.Command;
        string? unknown = parsed.UnmatchedTokens.FirstOrDefault() ?? OptionTakenForArgument(parsed);
        if (unknown is not null)
        {
            List<string> known = Known(unknown, command);
            return known.Count == 0
                ? [$"unexpected argument '{unknown}'"]
                : [$"unknown {(unknown.StartsWith('-') ? "option" : "command")} '{unknown}'{NearestName.Suggestion(unknown, known)}"];
        }

        return parsed.Errors.Count > 0 ? [.. parsed.Errors.Select(Text)] : [.. Empty(parsed)];
    }

    // The library names .NET's types: "expected type 'System.Nullable`1[System.UInt64]'".
    private static string Text(ParseError error)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return option is { Tokens: [Token token, ..] } && error.Message.Contains("'System.", StringComparison.Ordinal) && Wanted(option.Option.ValueType) is string wanted
            ? $"{option.Option.Name} {token.Value}: {wanted} is needed"
            : error.Message;
    }

    private static string? Wanted(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.UInt64 => "a whole number of 0 or more",
        TypeCode.Double => "a number",
        _ => null,
    };

    /// <summary>The command as it is typed, for example <c>edge mi</c>.</summary>
    public static string Typed(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "edge" : $"edge {parsed.CommandResult.Command.Name}";

    // A script's unset variable gives an empty text; as the name of a file it would mean something else to each command.
    private static IEnumerable<string> Empty(ParseResult parsed) =>
        from result in parsed.CommandResult.Children
        where result.Tokens.Any(token => token.Value.Length == 0)
        select $"{(result is ArgumentResult argument ? $"argument '{argument.Argument.Name}'" : ((OptionResult)result).Option.Name)} is empty";

    // A misspelt option where an argument may stand is taken for that argument.
    private static string? OptionTakenForArgument(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

    private static List<string> Known(string token, Command command) =>
        token.StartsWith('-')
            ? [.. command.Options.Select(option => option.Name)]
            : [.. command.Subcommands.Select(subcommand => subcommand.Name)];
}
