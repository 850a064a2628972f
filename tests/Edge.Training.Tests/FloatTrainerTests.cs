using Edge.Training.Data;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests;

public class FloatTrainerTests
{
    private static readonly (LabeledRows Train, LabeledRows Test) Szt = SztRows.Split(1);

    public static TheoryData<string> Networks => [.. TrainedStates.FloatNetworks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Resume_ContinuesByteForByte(string name)
    {
        NetworkSpec network = TrainedStates.FloatNetworks.Single(n => n.Name == name);
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
        resumed.TrainEpoch(Szt.Train);
        resumed.TrainEpoch(Szt.Train);
        Assert.Equal(Bytes(whole), Bytes(resumed));
        Assert.Equal(whole.Evaluate(Szt.Test), resumed.Evaluate(Szt.Test));
    }

    [Theory]
    [InlineData(Activation.Tanh, 32)]
    [InlineData(Activation.Tanh, 8)]
    [InlineData(Activation.Relu, 8)]
    [InlineData(Activation.HardTanh, 32)]
    [InlineData(Activation.SignSwish, 32)]
    public void TrainEpoch_LearnsSzt(Activation activation, int bits)
    {
        var trainer = new Trainer(TestNetworks.Floats(activation, bits), TestNetworks.Adam(1e-3, 32, 1), Szt.Train);
        for (int epoch = 0; epoch < 80; epoch++)
        {
            trainer.TrainEpoch(Szt.Train);
        }

        Assert.InRange(trainer.Evaluate(Szt.Train).Accuracy, 0.8, 1);
        Assert.InRange(trainer.Evaluate(Szt.Test).Accuracy, 0.8, 1);
    }

    [Fact]
    public void Freeze_IsRefused()
    {
        var trainer = new Trainer(TestNetworks.Floats(Activation.Tanh, 8), TestNetworks.Adam(1e-3, 256, 1), Szt.Train);
        Assert.Contains("can't be frozen", Assert.Throws<SpecException>(() => trainer.Freeze()).Message);
    }

    [Fact]
    public void Faults_OneLineEach()
    {
        NetworkSpec sound = TestNetworks.Floats(Activation.Relu, 8, weightBits: 8);
        Assert.Empty(NetworkCheck.Faults(sound));
        NetworkSpec unsound = sound with
        {
            Hidden = [sound.Hidden[0] with { Activation = Activation.Sign, WeightBits = 1, ActivationBits = 16 }],
            Output = sound.Output with { ProbabilityBits = 0 },
            FloatArithmetic = new FloatArithmeticSpec { ActivationRange = (ActivationRange)9 },
        };
        Assert.Equal(
            [
                "hidden layer 1: weight bits 1 is not within 2..8, nor 32 for floats",
                "hidden layer 1: activation bits 16 is not within 1..8, nor 32 for floats",
                "hidden layer 1: sign belongs to the integer arithmetic of devices; leave floatArithmetic out",
                "output: probability bits 0 is not within 1..8, nor 32 for floats",
                "float arithmetic: activation range 9 is not one of Batch, Moving",
            ],
            NetworkCheck.Faults(unsound));
    }

    private static byte[] Bytes(Trainer trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }
}
