using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Edge.Experiments.Settings;

/// <summary>
/// Network files as JSON: comments and trailing commas allowed, members in camelCase, enumerations in kebab-case. Strict: members that are
/// unknown, missing, doubled or of the wrong kind are refused.
/// </summary>
public static class SettingsJson
{
    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>How settings map to JSON.</summary>
    internal static JsonSerializerOptions Options { get; } = CreateOptions(indented: true);

    /// <summary>The same on one line, for journals and messages.</summary>
    internal static JsonSerializerOptions OneLineOptions { get; } = CreateOptions(indented: false);

    /// <summary>Writes settings, indented by two blanks, ending with a line feed; what the file left out is there too.</summary>
    public static string Write(ExperimentSettings settings) => JsonSerializer.Serialize(settings, Options) + "\n";

    /// <summary>Parses a text into an object without looking at its members.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">File or preset, for messages.</param>
    /// <exception cref="SettingsException">The text is no JSON object; the line is named.</exception>
    internal static JsonObject Parse(string text, string source)
    {
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, DocumentOptions) as JsonObject
                ?? throw new SettingsException($"{source}: a JSON object {{...}} is needed");
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is long line ? $", line {line + 1}" : "";
            throw new SettingsException($"{source}{where}: {OneLine(failure.Message)}", failure);
        }
    }

    /// <summary>Reads settings from a complete object.</summary>
    /// <exception cref="SettingsException">A member is unknown, missing or of the wrong kind; it is named.</exception>
    internal static ExperimentSettings Read(JsonObject json, string source)
    {
        JsonMembers.Check(json, Options.GetTypeInfo(typeof(ExperimentSettings)), source);
        try
        {
            return json.Deserialize<ExperimentSettings>(Options)!;
        }
        catch (JsonException failure)
        {
            throw new SettingsException($"{source}: {OneLine(failure.Message)}", failure);
        }
        catch (Checkpoints.CheckpointScheduleException failure)
        {
            throw new SettingsException($"{source}, checkpoints: {failure.Message}", failure);
        }
    }

    private static JsonSerializerOptions CreateOptions(bool indented)
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = indented,
            NewLine = "\n",
            // A diverged training has an infinite or undefined loss, which has to be kept.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new CheckpointScheduleJson());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
