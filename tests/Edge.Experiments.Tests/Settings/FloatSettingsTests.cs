using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Experiments.Tests.Settings;

/// <summary>Settings of the papers' own networks in a network file.</summary>
public class FloatSettingsTests
{
    private const string Text = """
        {
          "data": "szt",
          "network": {
            "name": "paper",
            "hidden": [
              { "neurons": 10, "weightBits": 32, "activation": "relu", "activationBits": 8, "batchNorm": null },
              { "neurons": 4, "weightBits": 8, "activation": "sign-swish", "activationBits": 32, "batchNorm": null }
            ],
            "output": { "weightBits": 32, "batchNorm": null, "probabilityBits": 32 },
            "swishBeta": 2,
            "rangeMomentum": 0.999,
            "floatArithmetic": { "activationRange": "moving", "probabilityRange": "batch", "nudgeZero": true }
          },
          "training": {
            "adam": { "learningRate": 1e-4, "epsilon": 1e-7, "epsilonPlacement": "outside-bias-correction" },
            "batchSize": 256,
            "epochs": 10,
            "prefit": { "epochs": 3, "labels": "random" }
          }
        }
        """;

    [Fact]
    public void Text_ReadWrittenAndReadBack()
    {
        ExperimentSettings settings = ExperimentPlan.Parse(Text, "test").Settings;
        Assert.Equal(
            new FloatArithmeticSpec { ActivationRange = ActivationRange.Moving, ProbabilityRange = ProbabilityRange.Batch, NudgeZero = true },
            settings.Network.FloatArithmetic);
        Assert.Equal(new PrefitSpec { Epochs = 3, Labels = PrefitLabels.Random }, settings.Training.Prefit);
        string written = SettingsJson.Write(settings);
        Assert.Equal(written, SettingsJson.Write(ExperimentPlan.Parse(written, "copy").Settings));
    }

    [Fact]
    public void Text_LeftOutMembersAreNotWritten()
    {
        string written = SettingsJson.Write(ExperimentPlan.Load("raj-szt").Settings);
        Assert.DoesNotContain("floatArithmetic", written);
        Assert.DoesNotContain("prefit", written);
        Assert.DoesNotContain("bop", written);
    }

    [Fact]
    public void Bop_NeedsBinaryWeights()
    {
        string text = Text.Replace("\"prefit\": { \"epochs\": 3, \"labels\": \"random\" }", "\"bop\": { \"threshold\": 1e-8, \"gamma\": 1e-4 }");
        SettingsException refusal = Assert.Throws<SettingsException>(() => ExperimentPlan.Parse(text, "test"));
        Assert.Equal("test: training, bop: the network has no layer of binary weights, which alone it trains; leave it out", refusal.Message);
    }
}
