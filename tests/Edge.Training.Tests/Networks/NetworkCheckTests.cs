using Edge.Core.Models;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Networks;

public class NetworkCheckTests
{
    private static readonly NetworkSpec Sound = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh);

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    private static Dictionary<string, (NetworkSpec Network, string Line)> Faults => new()
    {
        ["width"] = (Sound with { Input = Sound.Input with { Width = 0 } }, "input: width 0 is not within 1..8192"),
        ["bits"] = (Sound with { Input = Sound.Input with { Bits = 9 } }, "input: bits 9 is not within 1..8"),
        ["top"] = (Sound with { Input = Sound.Input with { Bits = 2, TopCode = 4 } }, "input: top code 4 is not within 1..3"),
        ["bipolar"] = (Sound with { Input = Sound.Input with { Bits = 2, Map = InputMap.Bipolar } }, "input: a bipolar map needs 1 bit, not 2"),
        ["zero point"] = (Sound with { Input = Sound.Input with { ZeroPoint = 2 } }, "input: zero point 2 is not within 0..1"),
        ["scale"] = (Sound with { Input = Sound.Input with { Scale = 0 } }, "input: scale 0 is not within 1E-15..1E+15"),
        ["neurons"] = (WithHidden(h => h with { Neurons = 9000 }), "hidden layer 1: neurons 9000 is not within 1..8192"),
        ["weight bits"] = (WithHidden(h => h with { WeightBits = 32 }), "hidden layer 1: weight bits 32 is not within 1..8"),
        ["activation bits"] = (WithHidden(h => h with { ActivationBits = 0 }), "hidden layer 1: activation bits 0 is not within 1..8"),
        ["sign bits"] = (WithHidden(h => h with { Activation = Activation.Sign }), "hidden layer 1: sign has 1 activation bit, not 8"),
        ["activation"] = (WithHidden(h => h with { Activation = (Activation)77 }), "hidden layer 1: activation 77 is not one of Sign, Tanh, Relu, HardTanh, Softsign, Sigmoid, SignSwish"),
        ["sign-swish"] = (
            WithHidden(h => h with { Activation = Activation.SignSwish }),
            "hidden layer 1: sign-swish is not monotone and can't be frozen; use floatArithmetic, or sign with the swish-sign gradient"),
        ["epsilon"] = (WithHidden(h => h with { BatchNorm = new BatchNormSpec { Epsilon = 0 } }), "hidden layer 1: batch norm epsilon 0 is not positive and finite"),
        ["momentum"] = (WithHidden(h => h with { BatchNorm = new BatchNormSpec { Momentum = 1 } }), "hidden layer 1: batch norm momentum 1 is not within 0 (included) to 1 (excluded)"),
        ["classes"] = (Sound with { Output = Sound.Output with { Classes = 1 } }, "output: classes 1 is not within 2..8192"),
        ["logit bits"] = (Sound with { Output = Sound.Output with { LogitBits = 1 } }, "output: logit bits 1 is not within 2..8"),
        ["probability bits"] = (Sound with { Output = Sound.Output with { ProbabilityBits = 9 } }, "output: probability bits 9 is not within 1..8"),
        ["swish beta"] = (Sound with { SwishBeta = 5 }, "swish beta: only the swish-sign gradient and the sign-swish activation have one; leave it out"),
        ["range momentum"] = (Sound with { RangeMomentum = double.NaN }, "range momentum NaN is not within 0 (included) to 1 (excluded)"),
        ["layers"] = (Sound with { Hidden = [.. Enumerable.Repeat(Sound.Hidden[0], 32)] }, "hidden: 32 layers, at most 31 are possible"),
    };

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Faults_OneLineEach(string name)
    {
        (NetworkSpec network, string line) = Faults[name];
        Assert.Equal([line], NetworkCheck.Faults(network));
        SpecException refusal = Assert.Throws<SpecException>(() => NetworkCheck.Require(network));
        Assert.Equal(line, refusal.Message);
    }

    [Fact]
    public void Faults_SeveralAtOnce() =>
        Assert.Equal(2, NetworkCheck.Faults(Sound with { RangeMomentum = 2, Output = Sound.Output with { Classes = 0 } }).Count);

    [Fact]
    public void Faults_NoneInSoundNetworks()
    {
        Assert.Empty(NetworkCheck.Faults(Sound));
        Assert.Empty(NetworkCheck.Faults(TestNetworks.Binary(TestNetworks.TicTacToeInput)));
        Assert.All(TestNetworks.Mixed(), network => Assert.Empty(NetworkCheck.Faults(network)));
    }

    [Fact]
    public void AccumulatorBound_FitsInt32AtTheLimits() =>
        Assert.InRange(NetworkCheck.AccumulatorBound(ModelLimits.MaxWidth, 255, 8), 1, int.MaxValue);

    [Fact]
    public void TrainingFaults_OneLineEach()
    {
        TrainingSpec training = new() { Adam = AdamSpec.Keras(0) with { Beta1 = 1, Beta2 = -0.1, Epsilon = 0 }, BatchSize = 0, Epochs = -1, Seed = 1 };
        Assert.Equal(6, TrainingCheck.Faults(training).Count);
        Assert.Contains("batch size 0 is not within 1..65536", TrainingCheck.Faults(training));
        Assert.Throws<SpecException>(() => TrainingCheck.Require(training));
        Assert.Empty(TrainingCheck.Faults(TestNetworks.Adam(1e-3, 64, 1)));
    }

    private static NetworkSpec WithHidden(Func<HiddenLayerSpec, HiddenLayerSpec> change) =>
        Sound with { Hidden = [change(Sound.Hidden[0]), .. Sound.Hidden.Skip(1)] };
}
