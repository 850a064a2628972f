using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Experiments.Presets;

namespace Edge.Cli.Commands;

/// <summary><c>edge presets</c>: the experiments that come with the program.</summary>
internal static class PresetsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A preset; left out: list them all", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print the preset as a network file to start from, or the list as JSON" };
        var command = new ExampleCommand(
            "presets",
            "List the presets with the paper and figure each stands for, or print one",
            "edge presets",
            "edge presets raj-szt",
            "edge presets raj-szt --json > network.json")
        {
            name,
            json,
        };
        command.SetAction(result => Run(result.GetValue(name), result.GetValue(json)));
        return command;
    }

    private static int Run(string? name, bool json)
    {
        if (name is null)
        {
            List(json);
        }
        else if (!json && PresetGroup.Find(name) is PresetGroup group)
        {
            Describe(group);
        }
        else if (json)
        {
            Terminal.Text(PresetCatalogue.Json(name));
        }
        else
        {
            Describe(PresetSummary.Of(name));
        }

        return ExitCode.Fine;
    }

    private static void List(bool json)
    {
        List<PresetSummary> presets = [.. PresetCatalogue.Names.Select(PresetSummary.Of)];
        if (json)
        {
            Terminal.Json(presets);
            return;
        }

        var table = new TextTable("preset", "data", "form", "runs", "epochs", "paper", "figure");
        foreach (PresetSummary preset in presets)
        {
            table.Add(preset.Name, preset.Data, preset.Form, $"{preset.Runs}", $"{preset.Epochs}", preset.About.Paper, preset.About.Figure);
        }

        table.Write();
        Terminal.Line("form: device: all integer, runs on --device; paper: float arithmetic as in the paper, host only");
        foreach (PresetGroup group in PresetGroup.All)
        {
            Describe(group);
        }
    }

    private static void Describe(PresetGroup group) =>
        Terminal.Line($"{group.Name}: {group.Title}, {string.Join(", ", group.Members)} side by side: edge reproduce {group.Name}");

    private static void Describe(PresetSummary preset)
    {
        Terminal.Line($"{preset.Name}: {preset.Data}, {preset.Runs} runs of {preset.Epochs} epochs");
        Terminal.Line($"{preset.About.Paper}, figure {preset.About.Figure}");
        Terminal.Line($"follows: {preset.About.Follows}");
        Terminal.Line($"differs: {preset.About.Differs}");
        Terminal.Line(preset.Form == PresetSummary.DeviceForm
            ? "form: device: all integer, runs on --device"
            : $"form: paper: float arithmetic, host only{(preset.About.DeviceForm is string form ? $"; for devices: {form}" : "")}");
    }
}
