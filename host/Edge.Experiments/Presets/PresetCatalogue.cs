using System.Reflection;
using Edge.Names;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Presets;

/// <summary>The experiments that come with the program: one JSON file each, in the very form of a user's network file.</summary>
public static class PresetCatalogue
{
    private const string Extension = ".json";

    private static readonly Assembly Home = typeof(PresetCatalogue).Assembly;

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file of a preset, comments included.</summary>
    /// <exception cref="SettingsException">There is no such preset; the nearest is named. Or it is a group of them.</exception>
    public static string Json(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (PresetGroup.Find(name) is PresetGroup group)
        {
            throw new SettingsException(
                $"'{name}' is a figure of several presets, {string.Join(", ", group.Members)}; name one of them, or draw it: edge reproduce {name}");
        }

        using Stream? stream = Home.GetManifestResourceStream(name + Extension);
        if (stream is null || !Names.Contains(name))
        {
            throw new SettingsException($"unknown preset '{name}'{NearestName.Suggestion(name, [.. Names, .. PresetGroup.All.Select(one => one.Name)])}");
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
