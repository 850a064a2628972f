using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Presets;

/// <summary>What a list of presets says of one; its data set need not be there.</summary>
/// <param name="Name">Name of the preset.</param>
/// <param name="Form"><c>device</c>: all integer; <c>paper</c>: float arithmetic, on the host only.</param>
/// <param name="Data">Name of its data set.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="Epochs">Epochs of a run.</param>
/// <param name="About">Paper, figure, what follows them and what differs.</param>
public sealed record PresetSummary(string Name, string Form, string Data, int Runs, int Epochs, Source About)
{
    /// <summary>Form of a network that runs on devices.</summary>
    public const string DeviceForm = "device";

    /// <summary>Form of a network in float arithmetic.</summary>
    public const string PaperForm = "paper";

    /// <summary>Summarizes a preset.</summary>
    /// <exception cref="SettingsException">There is no such preset; the nearest is named.</exception>
    public static PresetSummary Of(string name)
    {
        JsonObject json = SettingsJson.Parse(PresetCatalogue.Json(name), $"preset {name}");
        return new PresetSummary(
            name,
            json["network"]!["floatArithmetic"] is null ? DeviceForm : PaperForm,
            json["data"]!.GetValue<string>(),
            json["runs"]?.GetValue<int>() ?? 1,
            json["training"]!["epochs"]!.GetValue<int>(),
            json["about"].Deserialize<Source>(SettingsJson.Options)!);
    }
}
