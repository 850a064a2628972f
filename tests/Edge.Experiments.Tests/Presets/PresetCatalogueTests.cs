using Edge.Experiments.Data;
using Edge.Experiments.Presets;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Experiments.Tests.Presets;

public sealed class PresetCatalogueTests : IDisposable
{
    private readonly string images = Path.Combine(Path.GetTempPath(), $"edge-preset-{Guid.NewGuid():N}.csv");

    public PresetCatalogueTests()
    {
        File.WriteAllLines(images, Enumerable.Range(0, 10).Select(row => string.Concat(Enumerable.Repeat($"{25 * row},", 784)) + $"{row}"));
    }

    public static TheoryData<string> Names => [.. PresetCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_IsAnAcceptedNetworkFileThatSaysWhereItComesFrom(string name)
    {
        ExperimentSettings settings = Load(name).Settings;
        Assert.Equal(name, settings.Network.Name);
        Assert.NotNull(settings.About);
        foreach (string text in (string[])[settings.About.Paper, settings.About.Figure, settings.About.Follows, settings.About.Differs])
        {
            Assert.NotEmpty(text);
            Assert.DoesNotContain('\n', text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_WrittenAndReadBack_IsTheSame(string name)
    {
        ExperimentPlan plan = Load(name);
        string json = SettingsJson.Write(plan.Settings);
        Assert.Equal(json, SettingsJson.Write(ExperimentPlan.Parse(json, "copy").Settings));
    }

    [Fact]
    public void RajSzt_HasThePapersShapeAndRules()
    {
        NetworkSpec network = Load("raj-szt").Settings.Network;
        Assert.Equal([10, 8, 6, 4, 2], network.Hidden.Select(layer => layer.Neurons));
        Assert.All(network.Hidden, layer => Assert.Equal((1, 1, Activation.Sign), (layer.WeightBits, layer.ActivationBits, layer.Activation)));
        Assert.All(network.Hidden, layer => Assert.NotNull(layer.BatchNorm));
        Assert.Equal(SignOfZero.MinusOne, network.SignOfZero);
        Assert.Equal(SignGradient.SteSign, network.SignGradient);
        Assert.Equal((12, InputMap.Affine, 0), (network.Input.Width, network.Input.Map, network.Input.ZeroPoint));
        Assert.Equal(2, network.Output.Classes);
    }

    [Fact]
    public void Preset_TakesItsInputFromAnotherDataSet()
    {
        NetworkSpec network = ExperimentPlan.Load("raj-szt", new SettingsOverrides { Data = "tictactoe" }).Settings.Network;
        Assert.Equal((9, 2, 2, 1), (network.Input.Width, network.Input.Bits, network.Input.LargestCode(), network.Input.ZeroPoint));
    }

    [Fact]
    public void UnknownPreset_SuggestsTheNearest()
    {
        string message = Assert.Throws<SettingsException>(() => ExperimentPlan.Load("raj-stz")).Message;
        Assert.Equal("unknown preset 'raj-stz'; did you mean 'raj-szt'?", message);
    }

    public void Dispose() => File.Delete(images);

    /// <summary>Loads a preset; those on MNIST, whose files are the user's, with a small table of the same shape.</summary>
    private ExperimentPlan Load(string name)
    {
        bool mnist = PresetCatalogue.Json(name).Contains("mnist:FOLDER", StringComparison.Ordinal);
        return ExperimentPlan.Load(name, new SettingsOverrides { Data = mnist ? images : null });
    }
}
