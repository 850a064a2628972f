using Edge.Experiments.Presets;
using Edge.Experiments.Settings;

namespace Edge.Experiments.Tests.Series;

public class SeriesCheckTests
{
    [Theory]
    [InlineData("\"batchNorm\": { \"epsilon\": 0.001, \"momentum\": 0.9 }", "\"batchNorm\": null", "series.batchNorm: the network has no batch normalization; leave it out")]
    [InlineData("\"bins\": 7,", "\"bins\": 0,", "series.bins: bins 0 is not within 1..65536")]
    [InlineData("\"bins\": 7, \"scope\": \"global\", \"spacing\": \"equal-count\"", "\"bins\": 30, \"scope\": \"global\"", "series.bins: uniform-30-global is there twice")]
    [InlineData("\"epochs\": 5", "\"epochs\": 5000000", "of scope global keep the activations of all 2500001 checkpoints")]
    [InlineData("\"scope\": \"layer\"", "\"scope\": \"layers\"", "series.bins[3].scope: unknown value 'layers'; did you mean 'layer'?")]
    public void Faults_GetALine(string there, string instead, string message)
    {
        string text = SeriesPlans.Float.Replace(there, instead, StringComparison.Ordinal);
        Assert.NotEqual(SeriesPlans.Float, text);
        string line = Assert.Throws<SettingsException>(() => ExperimentPlan.Parse(text, "test")).Message;
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void IntegerNetworks_HaveBatchNormOutputsBehindOneBitOnly()
    {
        const string BatchNorm = "\"series\": { \"batchNorm\": true },";
        string tanh = SeriesPlans.Bop
            .Replace("\"series\": { \"batchNorm\": true, \"gradients\": true },", BatchNorm, StringComparison.Ordinal)
            .Replace("\"activation\": \"sign\", \"activationBits\": 1", "\"activation\": \"tanh\", \"activationBits\": 8", StringComparison.Ordinal);
        Refuse(tanh, "with several bits of activation");

        static void Refuse(string text, string message) =>
            Assert.Contains(message, Assert.Throws<SettingsException>(() => ExperimentPlan.Parse(text, "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FloatNetwork_CantBeImported() => Assert.Contains(
        "can't be frozen",
        Assert.Throws<SettingsException>(() => ExperimentPlan.Parse(SeriesPlans.Float, "test", new SettingsOverrides { TrainedElsewhere = true })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void PresetsOfThePapers_NameADeviceFormThatThereIs()
    {
        foreach (PresetSummary preset in PresetCatalogue.Names.Select(PresetSummary.Of))
        {
            Assert.True(preset.Form == PresetSummary.PaperForm || preset.About.DeviceForm is null, preset.Name);
            if (preset.About.DeviceForm is string form)
            {
                Assert.Equal(PresetSummary.DeviceForm, PresetSummary.Of(form).Form);
            }
        }
    }
}
