using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Experiments.Settings;
using Edge.Training.Networks;

namespace Edge.Experiments.Tests.Settings;

public class ExperimentPlanTests
{
    private const string Small = """
        {
          // comments and trailing commas are allowed
          "data": "szt",
          "network": {
            "name": "small",
            "hidden": [ { "neurons": 3, "weightBits": 4, "activation": "hard-tanh", "activationBits": 4 }, ],
            "output": { "weightBits": 8 },
          },
          "training": {
            "adam": { "learningRate": 1e-3, "epsilon": 1e-8, "epsilonPlacement": "inside-bias-correction" },
            "batchSize": 64, "epochs": 20
          }
        }
        """;

    [Fact]
    public void Defaults_ComeFromTheDataSetAndTheRecords()
    {
        ExperimentSettings settings = ExperimentPlan.Parse(Small, "small.json").Settings;
        Assert.Equal((12, 1, 1), (settings.Network.Input.Width, settings.Network.Input.Bits, settings.Network.Input.TopCode));
        Assert.Equal(2, settings.Network.Output.Classes);
        Assert.Equal(1UL, settings.Training.Seed);
        Assert.Equal((1, "log:40"), (settings.Runs, settings.Checkpoints.ToString()));
        Assert.Equal(["all"], settings.Rows);
        Assert.Equal(Activation.HardTanh, settings.Network.Hidden[0].Activation);
        Assert.Null(settings.Network.Hidden[0].BatchNorm);
    }

    [Fact]
    public void Overrides_TakeTheFilesPlace()
    {
        SettingsOverrides overrides = new()
        {
            Data = "tictactoe",
            Epochs = 7,
            Runs = 3,
            Seed = 99,
            Checkpoints = CheckpointSchedule.All,
        };
        ExperimentPlan plan = ExperimentPlan.Parse(Small, "small.json", overrides);
        Assert.Equal(("tictactoe", 7, 3, 99UL, "all"), (
            plan.Settings.Data, plan.Settings.Training.Epochs, plan.Settings.Runs, plan.Settings.Training.Seed, plan.Settings.Checkpoints.ToString()));
        Assert.Equal(958, plan.Data.Rows);
    }

    [Fact]
    public void BipolarInput_NeedsOnlyItsMap()
    {
        InputSpec input = ExperimentPlan.Parse(With("\"name\"", "\"input\": { \"map\": \"bipolar\" }, \"name\""), "small.json").Settings.Network.Input;
        Assert.Equal((InputMap.Bipolar, 12, 1, 0, 1f), (input.Map, input.Width, input.Bits, input.ZeroPoint, input.Scale));
    }

    [Theory]
    [InlineData("\"batchSize\"", "\"batchsize\"", "small.json, training: unknown member 'batchsize'; did you mean 'batchSize'?")]
    [InlineData("\"neurons\"", "\"neuron\"", "small.json, network.hidden[0]: unknown member 'neuron'; did you mean 'neurons'?")]
    [InlineData("\"neurons\": 3, ", "", "small.json, network.hidden[0].neurons: is missing")]
    [InlineData("\"neurons\": 3", "\"neurons\": \"3\"", "small.json, network.hidden[0].neurons: a whole number is needed")]
    [InlineData("\"neurons\": 3", "\"neurons\": 3.5", "network.hidden[0].neurons: a whole number is needed")]
    [InlineData("\"neurons\": 3", "\"neurons\": null", "network.hidden[0].neurons: null is not allowed here")]
    [InlineData("\"neurons\": 3", "\"neurons\": 0", "hidden layer 1: neurons 0 is not within 1..8192")]
    [InlineData("\"neurons\": 3", "\"neurons\": 3, \"neurons\": 4", "small.json")]
    [InlineData("\"hard-tanh\"", "\"hardtanh\"", "network.hidden[0].activation: unknown value 'hardtanh'; did you mean 'hard-tanh'?")]
    [InlineData("\"hard-tanh\"", "3", "network.hidden[0].activation: one of sign, tanh, relu, hard-tanh, softsign, sigmoid, sign-swish is needed, as a string")]
    [InlineData("\"output\": { \"weightBits\": 8 }", "\"output\": []", "network.output: an object {...} is needed")]
    [InlineData("\"hidden\": [", "\"hidden\": 5, \"x\": [", "network.hidden: an array [...] is needed")]
    [InlineData("\"hidden\": [ {", "\"hidden\": [ null, {", "network.hidden[0]: an object {...} is needed")]
    [InlineData("\"data\": \"szt\"", "\"data\": \"stz\"", "unknown data set 'stz'; did you mean 'szt'?")]
    [InlineData("\"data\": \"szt\"", "\"data\": 5", "small.json, data: the name of a data set is needed")]
    [InlineData("\"data\": \"szt\",", "", "small.json, data: the name of a data set is needed")]
    [InlineData("\"data\"", "\"runs\": 0, \"data\"", "runs 0 is not within 1..10000")]
    [InlineData("\"data\"", "\"trainFraction\": 0, \"data\"", "trainFraction 0 is not above 0 and at most 1")]
    [InlineData("\"data\"", "\"trainFraction\": 1, \"splitSeed\": 3, \"data\"", "splitSeed draws nothing where trainFraction is 1")]
    [InlineData("\"data\"", "\"splitSeed\": -1, \"data\"", "splitSeed: a whole number of 0 or more is needed")]
    [InlineData("\"data\"", "\"rows\": [\"train\", \"train\"], \"data\"", "rows [train, train] should name one or more of all, train, test")]
    [InlineData("\"data\"", "\"rows\": [\"every\"], \"data\"", "rows [every]")]
    [InlineData("\"data\"", "\"checkpoints\": \"often\", \"data\"", "small.json, checkpoints: unknown checkpoints 'often'")]
    [InlineData("\"name\"", "\"input\": { \"width\": 11 }, \"name\"", "network.input.width is 11, data set 'szt' has 12 columns")]
    [InlineData("\"weightBits\": 8", "\"weightBits\": 8, \"classes\": 1", "network.output.classes is 1")]
    [InlineData("\"epochs\": 20", "\"epochs\": -1", "training, epochs -1")]
    [InlineData("\"epochs\": 20", "\"epochs\": 20, \"seed\": 18446744073709551615", "leaves no room for the seeds of later runs")]
    [InlineData("1e-3", "-1e-3", "training, adam: learning rate -0.001 is not positive and finite")]
    [InlineData("\"epochs\": 20", "\"epochs\": ", "small.json, line ")]
    [InlineData("\"data\"", "\"about\": { \"paper\": \"me\" }, \"data\"", "about.figure: is missing")]
    public void Mistake_GetsOneLineWithItsPlace(string old, string mistaken, string expected)
    {
        string message = Assert.ThrowsAny<ExperimentException>(() => ExperimentPlan.Parse(With(old, mistaken), "small.json")).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("[]", "a JSON object {...} is needed")]
    [InlineData("", "small.json, line 1")]
    [InlineData("null", "a JSON object {...} is needed")]
    [InlineData("{}", "small.json, data: the name of a data set is needed")]
    public void NoObject_IsRefused(string text, string expected)
    {
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => ExperimentPlan.Parse(text, "small.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        Assert.Contains("no-such.json can't be read", Assert.Throws<SettingsException>(() => ExperimentPlan.Load("no-such.json")).Message, StringComparison.Ordinal);
    }

    private static string With(string old, string replacement)
    {
        int at = Small.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} stands in the file");
        return string.Concat(Small.AsSpan(0, at), replacement, Small.AsSpan(at + old.Length));
    }
}
