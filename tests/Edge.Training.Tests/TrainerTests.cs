using System.Diagnostics;
using Edge.Core.Models;
using Edge.Testing;
using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests;

public class TrainerTests
{
    private static readonly (LabeledRows Train, LabeledRows Test) Szt = SztRows.Split(1);

    public static TheoryData<string> Networks => [.. TrainedStates.Networks.Select(network => network.Name)];

    [Fact]
    public void TrainEpoch_SameSeedSameBytesOnAnyThread()
    {
        string expected = TrainedStates.Hash(TrainedStates.Networks[0]);
        string[] hashes = new string[4];
        Parallel.For(0, hashes.Length, i => hashes[i] = TrainedStates.Hash(TrainedStates.Networks[0]));
        Assert.All(hashes, hash => Assert.Equal(expected, hash));
        Assert.NotEqual(expected, TrainedStates.Hash(TrainedStates.Networks[0], seed: 2));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public void TrainEpoch_SameBytesOnEveryInstructionSet(string variable, string value)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(TrainerTests).Assembly.Location);
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(TrainedStates.Report(), output);
    }

    [Fact]
    public void TrainEpoch_SameBytesAsCommitted()
    {
        // Written by this assembly as a program: dotnet run --project tests/Edge.Training.Tests >
        // tests/Edge.Training.Tests/TrainedStates.txt
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TrainedStates.txt")), TrainedStates.Report());
    }

    [Fact]
    public void TrainEpoch_AllocatesNothingPerStep()
    {
        LabeledRows rows = SztRows.All;
        foreach (NetworkSpec network in TrainedStates.Networks.Concat(TrainedStates.FloatNetworks))
        {
            var trainer = new Trainer(network, TestNetworks.Adam(1e-3, 16, 1), rows);
            trainer.TrainEpoch(rows);
            Assert.InRange(Allocations.Of(() => trainer.TrainEpoch(rows)), 0, 4096);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TrainEpoch_LastBatchOfOneRowAndNoHiddenLayer(bool hidden)
    {
        NetworkSpec network = TestNetworks.Binary(TestNetworks.SztInput);
        network = hidden ? network : network with { Hidden = [] };
        LabeledRows rows = SztRows.All.Subset(Enumerable.Range(1000, 65).ToArray());
        var trainer = new Trainer(network, TestNetworks.Adam(1e-3, 64, 1), rows);
        double loss = trainer.TrainEpoch(rows);
        Assert.Equal(2, trainer.Steps);
        Assert.InRange(loss, 0.1, 3);
        Assert.All(EvaluationComparison.Run(trainer.Parameters, rows)[..^1], layer => Assert.Equal(0, layer.Disagreements));
        ModelCheck.Require(trainer.Freeze().Model);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Resume_ContinuesByteForByte(string name)
    {
        NetworkSpec network = TrainedStates.Networks.Single(n => n.Name == name);
        TrainingSpec training = TestNetworks.Adam(1e-3, 100, 7);
        var whole = new Trainer(network, training, Szt.Train);
        var state = new MemoryStream();
        for (int epoch = 1; epoch <= 4; epoch++)
        {
            whole.TrainEpoch(Szt.Train);
            if (epoch == 2)
            {
                whole.Save(state);
            }
        }

        state.Position = 0;
        Trainer resumed = Trainer.Resume(network, training, state);
        Assert.Equal(2, resumed.Epoch);
        resumed.TrainEpoch(Szt.Train);
        resumed.TrainEpoch(Szt.Train);
        Assert.Equal(whole.Steps, resumed.Steps);
        Assert.Equal(Bytes(whole), Bytes(resumed));
        Assert.Equal(ModelContentWriter.Write(whole.Freeze().Model), ModelContentWriter.Write(resumed.Freeze().Model));
    }

    [Fact]
    public void Resume_RefusesTornAndChangedStatesAtEveryByte()
    {
        NetworkSpec network = TestNetworks.Mixed(Activation.Tanh, 2, 2, false, SignGradient.SteSign);
        TrainingSpec training = TestNetworks.Adam(1e-3, 8, 1);
        var rows = new LabeledRows(6, 4, new byte[60], new int[10]);
        byte[] state = Bytes(new Trainer(network, training, rows));
        for (int i = 0; i < state.Length; i++)
        {
            Assert.Throws<TrainerStateException>(() => Trainer.Resume(network, training, new MemoryStream(state[..i])));
            byte[] changed = [.. state];
            changed[i] ^= 0x10;
            Assert.Throws<TrainerStateException>(() => Trainer.Resume(network, training, new MemoryStream(changed)));
        }
    }

    [Fact]
    public void Resume_RefusesStatesOfAnotherRun()
    {
        NetworkSpec network = TestNetworks.Binary(TestNetworks.SztInput);
        TrainingSpec training = TestNetworks.Adam(1e-3, 64, 1);
        byte[] state = Bytes(new Trainer(network, training, Szt.Train));
        TrainerStateException other = Assert.Throws<TrainerStateException>(
            () => Trainer.Resume(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh), training, new MemoryStream(state)));
        Assert.Contains("another network", other.Message);
        TrainerStateException seed = Assert.Throws<TrainerStateException>(
            () => Trainer.Resume(network, training with { Seed = 2 }, new MemoryStream(state)));
        Assert.Contains("seed 1, not 2", seed.Message);
        NetworkSpec otherGradient = network with { SignGradient = SignGradient.ApproxSign };
        Assert.Throws<TrainerStateException>(() => Trainer.Resume(otherGradient, training, new MemoryStream(state)));
        Assert.Throws<TrainerStateException>(() => Trainer.Resume(network, training with { BatchSize = 32 }, new MemoryStream(state)));
        Assert.Equal(0, Trainer.Resume(network with { Name = "renamed" }, training with { Epochs = 7 }, new MemoryStream(state)).Epoch);
    }

    [Fact]
    public void TrainEpoch_TanhLearnsSzt()
    {
        var trainer = new Trainer(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh), TestNetworks.Adam(1e-4, 256, 1), Szt.Train);
        Train(trainer, Szt.Train, 400);
        Assert.InRange(trainer.Evaluate(Szt.Train).Accuracy, 0.8, 1);
        Assert.InRange(trainer.Evaluate(Szt.Test).Accuracy, 0.8, 1);
    }

    [Fact]
    public void TrainEpoch_BinaryLearnsSzt()
    {
        // Binary networks are noisy from epoch to epoch, and a few seeds stay near 0.5: the best of some epochs of one that does not.
        var trainer = new Trainer(TestNetworks.Binary(TestNetworks.SztInput), TestNetworks.Adam(1e-3, 64, 1), Szt.Train);
        double best = 0;
        for (int block = 0; block < 10; block++)
        {
            Train(trainer, Szt.Train, 30);
            best = Math.Max(best, trainer.Evaluate(Szt.Train).Accuracy);
        }

        Assert.InRange(best, 0.7, 1);
    }

    [Fact]
    public void TrainEpoch_LearnsTicTacToe()
    {
        LabeledRows rows = TicTacToeRows.All;
        Assert.Equal((958, 626), (rows.Count, rows.Labels.ToArray().Sum()));
        var trainer = new Trainer(TestNetworks.Quantized(TestNetworks.TicTacToeInput, Activation.Relu, 6), TestNetworks.Adam(3e-3, 64, 2), rows);
        Train(trainer, rows, 150);
        Assert.InRange(trainer.Evaluate(rows).Accuracy, 0.8, 1);
    }

    [Fact]
    public void TrainEpoch_OtherLabelsKeepTheOptimizer()
    {
        var trainer = new Trainer(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh), TestNetworks.Adam(1e-3, 256, 1), Szt.Train);
        int[] shuffled = Szt.Train.Labels.ToArray();
        new RandomSource(5).Shuffle(shuffled);
        LabeledRows random = Szt.Train.WithLabels(shuffled);
        Train(trainer, random, 5);
        Train(trainer, Szt.Train, 60);
        Assert.Equal(65 * 13, trainer.Steps);
        Assert.InRange(trainer.Evaluate(Szt.Train).Accuracy, 0.8, 1);
        Assert.InRange(trainer.Evaluate(random).Accuracy, 0.4, 0.6);
    }

    [Fact]
    public void TrainEpoch_LossIsThatOfPassAOverAllRows()
    {
        // With one batch that holds all rows and no batch normalization, the loss before the step is that of pass (b).
        var trainer = new Trainer(TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh), TestNetworks.Adam(1e-3, 4096, 1), SztRows.All);
        double before = trainer.Evaluate(SztRows.All).Loss;
        Assert.Equal(before, trainer.TrainEpoch(SztRows.All), 1e-6);
    }

    [Fact]
    public void Constructor_RefusesRowsThatDoNotFit()
    {
        NetworkSpec network = TestNetworks.Binary(TestNetworks.SztInput);
        SpecException refusal = Assert.Throws<SpecException>(() => new Trainer(network, TestNetworks.Adam(1e-3, 64, 1), TicTacToeRows.All));
        Assert.Equal(2, refusal.Faults.Count);
        Assert.Contains("rows: 9 codes per row, the network takes 12", refusal.Faults);
    }

    [Fact]
    public void TrainEpoch_DivergedTrainingStillFreezes()
    {
        NetworkSpec network = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu);
        var trainer = new Trainer(network, TestNetworks.Adam(1e30, 256, 1), Szt.Train);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            trainer.TrainEpoch(Szt.Train);
            ModelCheck.Require(trainer.Freeze().Model);
            trainer.Evaluate(Szt.Test);
        }
    }

    [Fact]
    public void TrainEpoch_WideLayers()
    {
        NetworkSpec network = new()
        {
            Name = "wide",
            Input = new InputSpec { Width = 300, Bits = 8, Scale = 1f / 255 },
            Hidden =
            [
                new HiddenLayerSpec { Neurons = 130, WeightBits = 1, Activation = Activation.Sign, ActivationBits = 1, BatchNorm = new BatchNormSpec() },
                new HiddenLayerSpec { Neurons = 20, WeightBits = 4, Activation = Activation.Relu, ActivationBits = 4 },
            ],
            Output = new OutputLayerSpec { Classes = 10, WeightBits = 8 },
        };
        var random = new RandomSource(6);
        int[] labels = [.. Enumerable.Range(0, 200).Select(r => r % 10)];
        byte[] codes = [.. labels.SelectMany(label => Enumerable.Range(0, 300).Select(i => (byte)(i % 10 == label ? 128 + random.NextBelow(128) : random.NextBelow(128))))];
        var rows = new LabeledRows(300, 8, codes, labels);
        var trainer = new Trainer(network, TestNetworks.Adam(3e-3, 64, 1), rows);
        Train(trainer, rows, 60);
        Assert.InRange(trainer.Evaluate(rows).Accuracy, 0.9, 1);
        Assert.Equal(0, EvaluationComparison.Run(trainer.Parameters, rows)[0].Disagreements);
    }

    private static void Train(Trainer trainer, LabeledRows rows, int epochs)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            trainer.TrainEpoch(rows);
        }
    }

    private static byte[] Bytes(Trainer trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }
}
