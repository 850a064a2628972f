using Edge.Training.Data;
using Edge.Training.Networks;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Data;

public class WrongLabelsTests
{
    [Fact]
    public void Shuffled_KeepsTheSharesOfTheClasses()
    {
        LabeledRows wrong = WrongLabels.Of(TicTacToeRows.All, PrefitLabels.Shuffled, 2, 5);
        Assert.Equal(TicTacToeRows.All.Labels.ToArray().Order(), wrong.Labels.ToArray().Order());
        Assert.NotEqual(TicTacToeRows.All.Labels.ToArray(), wrong.Labels.ToArray());
        Assert.Equal(wrong.Labels.ToArray(), WrongLabels.Of(TicTacToeRows.All, PrefitLabels.Shuffled, 2, 5).Labels.ToArray());
        Assert.NotEqual(wrong.Labels.ToArray(), WrongLabels.Of(TicTacToeRows.All, PrefitLabels.Shuffled, 2, 6).Labels.ToArray());
    }

    [Fact]
    public void Random_DrawsEveryClass()
    {
        LabeledRows wrong = WrongLabels.Of(SztRows.All, PrefitLabels.Random, 5, 1);
        Assert.All(Enumerable.Range(0, 5), c => Assert.InRange(wrong.Labels.ToArray().Count(label => label == c), 700, 950));
    }

    [Fact]
    public void Prefit_IsTrainingOnThemFirst()
    {
        NetworkSpec network = TestNetworks.Floats(Activation.Tanh, 8);
        TrainingSpec training = TestNetworks.Adam(1e-3, 256, 3);
        var prefit = new Trainer(network, training with { Prefit = new PrefitSpec { Epochs = 2 } }, SztRows.All);
        var byHand = new Trainer(network, training, SztRows.All);
        LabeledRows wrong = WrongLabels.Of(SztRows.All, PrefitLabels.Shuffled, 2, 3);
        for (int epoch = 1; epoch <= 4; epoch++)
        {
            double expected = byHand.TrainEpoch(epoch <= 2 ? wrong : SztRows.All);
            Assert.Equal(expected, prefit.TrainEpoch(SztRows.All));
        }

        Assert.Equal(byHand.Parameters.Layers[0].Weights.Span.ToArray(), prefit.Parameters.Layers[0].Weights.Span.ToArray());
    }

    [Fact]
    public void Prefit_ResumesInItsMiddle()
    {
        NetworkSpec network = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Relu);
        TrainingSpec training = TestNetworks.Adam(1e-3, 256, 3) with { Prefit = new PrefitSpec { Epochs = 3, Labels = PrefitLabels.Random } };
        var whole = new Trainer(network, training, SztRows.All);
        var state = new MemoryStream();
        for (int epoch = 1; epoch <= 4; epoch++)
        {
            whole.TrainEpoch(SztRows.All);
            if (epoch == 1)
            {
                whole.Save(state);
            }
        }

        state.Position = 0;
        Trainer resumed = Trainer.Resume(network, training, state);
        for (int epoch = 2; epoch <= 4; epoch++)
        {
            resumed.TrainEpoch(SztRows.All);
        }

        Assert.Equal(whole.Parameters.Layers[1].Weights.Span.ToArray(), resumed.Parameters.Layers[1].Weights.Span.ToArray());
    }

    [Fact]
    public void Faults_OneLineEach() => Assert.Equal(
        ["prefit: epochs 0 is not within 1..2147483647", "prefit: labels 7 is not one of Shuffled, Random"],
        TrainingCheck.Faults(TestNetworks.Adam(1e-3, 64, 1) with { Prefit = new PrefitSpec { Epochs = 0, Labels = (PrefitLabels)7 } }));
}
