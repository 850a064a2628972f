using Edge.Core.Models;
using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;
using Edge.Training.Tests.Support;

namespace Edge.Training.Tests.Optimizers;

public class BopTests
{
    private static readonly TrainingSpec Training = TestNetworks.Adam(1e-3, 64, 1) with { Bop = new BopSpec { Threshold = 1e-6, Gamma = 1e-3 } };

    [Fact]
    public void Update_IsTheAlgorithm()
    {
        const int Length = 37;
        var random = new RandomSource(8);
        BopSpec spec = new() { Threshold = 0.05, Gamma = 0.1 };
        var bop = new Bop(spec);
        var weights = new AlignedBuffer(Length);
        var gradients = new AlignedBuffer(Length);
        var moments = new AdamMoments(Length);
        foreach (ref float weight in weights.Span)
        {
            weight = (float)random.NextNormal();
        }

        Bop.Binarize(weights, SignOfZero.PlusOne);
        double[] w = Array.ConvertAll(weights.Span.ToArray(), weight => (double)weight);
        Assert.All(w, weight => Assert.True(weight is 1 or -1));
        var m = new double[Length];
        int flips = 0;
        for (int step = 0; step < 200; step++)
        {
            for (int i = 0; i < Length; i++)
            {
                gradients.Span[i] = (float)random.NextNormal() * 0.2f;
                m[i] = (1 - spec.Gamma) * m[i] + spec.Gamma * gradients.Span[i];
                if (Math.Abs(m[i]) > spec.Threshold && Math.Sign(m[i]) == Math.Sign(w[i]))
                {
                    w[i] = -w[i];
                    flips++;
                }
            }

            bop.Update(weights, gradients, moments);
            Assert.Equal(w, Array.ConvertAll(weights.Span.ToArray(), weight => (double)weight));
        }

        Assert.InRange(flips, 20, 200 * Length / 2);
    }

    [Fact]
    public void Train_WeightsStayBinaryFreezeAndResume()
    {
        NetworkSpec network = TestNetworks.Binary(TestNetworks.SztInput);
        LabeledRows rows = SztRows.All;
        var trainer = new Trainer(network, Training, rows);
        float[] initial = trainer.Parameters.Layers[0].Weights.Span.ToArray();
        var state = new MemoryStream();
        for (int epoch = 0; epoch < 6; epoch++)
        {
            trainer.TrainEpoch(rows);
            Assert.All(trainer.Parameters.Layers, layer => Assert.All(layer.Weights.Span.ToArray(), weight => Assert.True(weight is 1 or -1)));
            ModelCheck.Require(trainer.Freeze().Model);
            if (epoch == 2)
            {
                trainer.Save(state);
            }
        }

        Assert.NotEqual(initial, trainer.Parameters.Layers[0].Weights.Span.ToArray());
        Assert.NotEqual(0f, trainer.Parameters.Layers[0].Offsets.Span[0]);
        state.Position = 0;
        Trainer resumed = Trainer.Resume(network, Training, state);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            resumed.TrainEpoch(rows);
        }

        Assert.Equal(ModelContentWriter.Write(trainer.Freeze().Model), ModelContentWriter.Write(resumed.Freeze().Model));
        state.Position = 0;
        Assert.Throws<TrainerStateException>(() => Trainer.Resume(network, Training with { Bop = null }, state));
    }

    [Fact]
    public void Train_LearnsSzt()
    {
        var trainer = new Trainer(TestNetworks.Binary(TestNetworks.SztInput), Training, SztRows.All);
        double best = 0;
        for (int epoch = 0; epoch < 200; epoch++)
        {
            trainer.TrainEpoch(SztRows.All);
            best = epoch % 10 == 0 ? Math.Max(best, trainer.Evaluate(SztRows.All).Accuracy) : best;
        }

        Assert.InRange(best, 0.7, 1);
    }

    [Fact]
    public void Faults_NeedBinaryWeights()
    {
        NetworkSpec network = TestNetworks.Quantized(TestNetworks.SztInput, Activation.Tanh);
        SpecException refusal = Assert.Throws<SpecException>(() => new Trainer(network, Training, SztRows.All));
        Assert.Equal("bop: the network has no layer of binary weights, which alone it trains; leave it out", refusal.Message);
        TrainingSpec wrong = Training with { Bop = new BopSpec { Threshold = -1, Gamma = 0 } };
        Assert.Equal(["bop: threshold -1 is not 0 or more and finite", "bop: gamma 0 is not above 0 and up to 1"], TrainingCheck.Faults(wrong));
    }
}
