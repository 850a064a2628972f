using System.Text.Json.Nodes;
using Edge.Experiments.Data;
using Edge.Experiments.Presets;

namespace Edge.Experiments.Settings;

/// <summary>Checked settings and the data set they are for: all that an experiment is made of.</summary>
public sealed record ExperimentPlan
{
    private ExperimentPlan(ExperimentSettings settings, DataSet data)
    {
        Settings = settings;
        Data = data;
    }

    /// <summary>The settings, complete: what the file left out is filled in.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>The data set.</summary>
    public DataSet Data { get; }

    /// <summary>
    /// Whether the network can be frozen to integers and run on a device; one in float arithmetic is trained and measured on the host only.
    /// </summary>
    public bool IsForDevices => Settings.Network.FloatArithmetic is null;

    /// <summary>Loads a preset, or a network file (anything that ends in <c>.json</c>, or a file that exists).</summary>
    /// <exception cref="SettingsException">The preset is unknown (the nearest is named), or the file is refused.</exception>
    /// <exception cref="DataSetException">The data set can't be opened.</exception>
    public static ExperimentPlan Load(string presetOrFile, SettingsOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(presetOrFile);
        if (!presetOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(presetOrFile))
        {
            return Parse(PresetCatalogue.Json(presetOrFile), $"preset {presetOrFile}", overrides);
        }

        try
        {
            return Parse(File.ReadAllText(presetOrFile), presetOrFile, overrides);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{presetOrFile} can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads a network file's text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">File or preset, for messages.</param>
    /// <param name="overrides">What takes the place of the text's settings.</param>
    /// <exception cref="SettingsException">The text is refused.</exception>
    /// <exception cref="DataSetException">The data set can't be opened.</exception>
    public static ExperimentPlan Parse(string text, string source, SettingsOverrides? overrides = null)
    {
        overrides ??= SettingsOverrides.None;
        JsonObject json = SettingsJson.Parse(text, source);
        if (overrides.Data is string name)
        {
            json["data"] = name;
        }

        if (json["data"] is not JsonValue value || !value.TryGetValue(out string? dataName))
        {
            throw new SettingsException($"{source}, data: the name of a data set is needed, as a string");
        }

        DataSet data = DataSetCatalogue.Open(dataName);
        if (overrides.TrainedElsewhere)
        {
            DataDefaults.FillTraining(json);
        }

        DataDefaults.Fill(json, data);
        ExperimentSettings settings = overrides.ApplyTo(SettingsJson.Read(json, source));
        return overrides.TrainedElsewhere && settings.Network.FloatArithmetic is not null
            ? throw new SettingsException($"{source}: a network in floatArithmetic can't be frozen; leave it out to import weights")
            : Of(settings, data, source);
    }

    /// <summary>Checks settings made in code.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="data">The data set they are for.</param>
    /// <param name="source">What to call the settings in messages.</param>
    /// <exception cref="SettingsException">A setting is out of range or does not fit the data set.</exception>
    public static ExperimentPlan Of(ExperimentSettings settings, DataSet data, string source = "settings")
    {
        SettingsCheck.Require(settings, data, source);
        return new ExperimentPlan(settings, data);
    }
}
