using Edge.Experiments.Checkpoints;
using Edge.Experiments.Data;
using Edge.Experiments.Settings;
using Edge.Training.Networks;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Experiments.Tests.Settings;

public class SettingsJsonTests
{
    private static readonly Gen<BatchNormSpec?> BatchNorms = Gen.OneOf(
        Gen.Constant<BatchNormSpec?>(null),
        from epsilon in Gen.Elements(1e-3, 1e-5, 0.1)
        from momentum in Gen.Elements(0, 0.9, 0.99)
        select (BatchNormSpec?)new BatchNormSpec { Epsilon = epsilon, Momentum = momentum });

    private static readonly Gen<HiddenLayerSpec> HiddenLayers =
        from neurons in Gen.Choose(1, 50)
        from weightBits in Gen.Choose(1, 8)
        from activation in Gen.Elements(Enum.GetValues<Activation>().Where(activation => activation != Activation.SignSwish).ToArray())
        from bits in Gen.Choose(1, 8)
        from batchNorm in BatchNorms
        select new HiddenLayerSpec
        {
            Neurons = neurons,
            WeightBits = weightBits,
            Activation = activation,
            ActivationBits = activation == Activation.Sign ? 1 : bits,
            BatchNorm = batchNorm,
        };

    private static readonly Gen<NetworkSpec> Networks =
        from hidden in HiddenLayers.ArrayOf()
        from outputBits in Gen.Choose(1, 8)
        from logitBits in Gen.Choose(2, 8)
        from batchNorm in BatchNorms
        from gradient in Gen.Elements(Enum.GetValues<SignGradient>())
        from zero in Gen.Elements(Enum.GetValues<SignOfZero>())
        from initialization in Gen.Elements(Enum.GetValues<WeightInitialization>())
        from map in Gen.Elements(Enum.GetValues<InputMap>())
        from name in Gen.Elements("a", "Größe \"1\"", "a\\b")
        from clip in Gen.Elements(true, false)
        select new NetworkSpec
        {
            Name = name,
            Input = new InputSpec { Width = 12, Bits = 1, TopCode = 1, Map = map },
            Hidden = hidden.Take(20).ToArray(),
            Output = new OutputLayerSpec { Classes = 2, WeightBits = outputBits, LogitBits = logitBits, BatchNorm = batchNorm },
            SignGradient = gradient,
            SwishBeta = gradient == SignGradient.SwishSign ? 2.5 : null,
            SignOfZero = zero,
            Initialization = initialization,
            ClipLatents = clip,
        };

    private static readonly Gen<ExperimentSettings> AllSettings =
        from network in Networks
        from rate in Gen.Elements(1e-4, 0.1, 1.0 / 3)
        from placement in Gen.Elements(Enum.GetValues<EpsilonPlacement>())
        from batch in Gen.Choose(1, 65536)
        from epochs in Gen.Choose(0, int.MaxValue)
        from seed in Gen.Elements(0UL, 1UL, 1UL << 63)
        from runs in Gen.Choose(1, 100)
        from checkpoints in Gen.Elements("all", "log:7", "every:10")
        from fraction in Gen.Elements<double?>(null, 0.8, 1.0)
        from split in Gen.Elements<ulong?>(null, 0UL, ulong.MaxValue)
        from rows in Gen.Elements<string[]>(["all"], ["train", "all"], ["test"])
        select new ExperimentSettings
        {
            Data = "szt",
            TrainFraction = fraction,
            SplitSeed = fraction == 1.0 ? null : split,
            Rows = rows,
            Runs = runs,
            Checkpoints = CheckpointSchedule.Parse(checkpoints),
            Network = network,
            Training = new TrainingSpec
            {
                Adam = new AdamSpec { LearningRate = rate, Epsilon = 1e-7, EpsilonPlacement = placement },
                BatchSize = batch,
                Epochs = epochs,
                Seed = seed,
            },
        };

    [Fact]
    public void Settings_WrittenAndReadBack_AreTheSame()
    {
        DataSet szt = SztDataSet.Create();
        Prop.ForAll(AllSettings.ToArbitrary(), settings =>
        {
            ExperimentSettings accepted = ExperimentPlan.Of(settings, szt).Settings;
            ExperimentSettings back = ExperimentPlan.Parse(SettingsJson.Write(accepted), "copy").Settings;
            return back.Network.Hidden.SequenceEqual(settings.Network.Hidden)
                && back.Network with { Hidden = settings.Network.Hidden } == settings.Network
                && back.Training == settings.Training
                && back.Rows.SequenceEqual(settings.Rows)
                && back.Checkpoints.ToString() == settings.Checkpoints.ToString()
                && (back.Data, back.TrainFraction, back.SplitSeed, back.Runs) == (settings.Data, settings.TrainFraction, settings.SplitSeed, settings.Runs);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(3, 33));
    }

    [Fact]
    public void Text_EndsWithALineFeedAndHasNoCarriageReturn()
    {
        string json = SettingsJson.Write(ExperimentPlan.Load("raj-szt").Settings);
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', json);
    }
}
