using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Edge.Names;

namespace Edge.Experiments.Settings;

/// <summary>Holds a JSON tree against the members of a type, so that a mistake gets a line with its place and the nearest name.</summary>
internal static class JsonMembers
{
    /// <summary>Returns where every member is known, every required one there and every value of the right kind.</summary>
    /// <param name="json">The object.</param>
    /// <param name="type">What it should map to.</param>
    /// <param name="source">File or preset, for messages.</param>
    /// <exception cref="SettingsException">The first fault, with its place.</exception>
    public static void Check(JsonObject json, JsonTypeInfo type, string source) => CheckObject(json, type, source, "");

    private static void CheckValue(JsonNode? value, JsonPropertyInfo member, string source, string path)
    {
        if (value is null)
        {
            Require(member.IsSetNullable, source, path, "null is not allowed here");
            return;
        }

        CheckValue(value, member.Options.GetTypeInfo(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType), source, path);
    }

    private static void CheckValue(JsonNode? value, JsonTypeInfo type, string source, string path)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            Require(value is JsonObject, source, path, "an object {...} is needed");
            CheckObject((JsonObject)value!, type, source, path);
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            Require(value is JsonArray, source, path, "an array [...] is needed");
            JsonArray array = (JsonArray)value!;
            for (int i = 0; i < array.Count; i++)
            {
                CheckValue(array[i], type.Options.GetTypeInfo(type.ElementType!), source, $"{path}[{i}]");
            }
        }
        else
        {
            CheckLeaf(value as JsonValue, type.Type, source, path);
        }
    }

    private static void CheckObject(JsonObject json, JsonTypeInfo type, string source, string path)
    {
        Dictionary<string, JsonPropertyInfo> members = type.Properties.ToDictionary(member => member.Name, StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in json)
        {
            if (!members.TryGetValue(name, out JsonPropertyInfo? member))
            {
                string where = path.Length == 0 ? source : $"{source}, {path}";
                throw new SettingsException($"{where}: unknown member '{name}'{NearestName.Suggestion(name, members.Keys)}");
            }

            CheckValue(value, member, source, Join(path, name));
        }

        foreach (JsonPropertyInfo member in type.Properties)
        {
            Require(!member.IsRequired || json.ContainsKey(member.Name), source, Join(path, member.Name), "is missing");
        }
    }

    private static void CheckLeaf(JsonValue? value, Type type, string source, string path)
    {
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Undefined;
        if (type.IsEnum)
        {
            string[] known = [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
            Require(kind == JsonValueKind.String, source, path, $"one of {string.Join(", ", known)} is needed, as a string");
            string name = value!.GetValue<string>();
            Require(known.Contains(name), source, path, $"unknown value '{name}'{NearestName.Suggestion(name, known)}");
        }
        else if (type == typeof(bool))
        {
            Require(kind is JsonValueKind.True or JsonValueKind.False, source, path, "true or false is needed");
        }
        else if (type == typeof(int))
        {
            Require(kind == JsonValueKind.Number && value!.TryGetValue<int>(out _), source, path, "a whole number is needed");
        }
        else if (type == typeof(ulong))
        {
            bool whole = kind == JsonValueKind.Number && value!.TryGetValue<ulong>(out _);
            Require(whole, source, path, "a whole number of 0 or more is needed");
        }
        else if (type == typeof(double) || type == typeof(float))
        {
            Require(kind == JsonValueKind.Number, source, path, "a number is needed");
        }
        else
        {
            Require(kind == JsonValueKind.String, source, path, "a string is needed");
        }
    }

    private static void Require(bool holds, string source, string path, string message)
    {
        if (!holds)
        {
            throw new SettingsException($"{source}, {path}: {message}");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
