namespace Edge.Experiments.Presets;

/// <summary>Several presets that one figure of a paper shows side by side.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Title">Paper and figure.</param>
/// <param name="Members">Names of the presets, in the figure's order.</param>
public sealed record PresetGroup(string Name, string Title, IReadOnlyList<string> Members)
{
    /// <summary>All groups, in ordinal order of their names.</summary>
    public static IReadOnlyList<PresetGroup> All { get; } =
    [
        new("raj-figure2", "Raj et al. 2020, figure 2", ["raj-szt", "raj-szt-approx", "raj-szt-swish"]),
    ];

    /// <summary>The group of a name; null where there is none.</summary>
    public static PresetGroup? Find(string name) => All.FirstOrDefault(group => group.Name == name);
}
