using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Optimizers;

namespace Edge.Training;

/// <summary>One step of training (pass a): forward, backward and optimizer over one batch, all memory allocated beforehand.</summary>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly Batch batch;
    private readonly LayerWorkspace[] layers;
    private readonly LayerGradients[] gradients;
    private readonly float[] inputScales;
    private readonly Adam adam;
    private readonly Bop? bop;
    private readonly OptimizerState optimizer;

    /// <summary>Allocates for a network and a batch size.</summary>
    public TrainingStep(NetworkParameters network, OptimizerState optimizer, TrainingSpec training)
    {
        Network = network;
        this.optimizer = optimizer;
        adam = new Adam(training.Adam);
        bop = training.Bop is null ? null : new Bop(training.Bop);
        batch = new Batch(network.Network.Input.Width, training.BatchSize, CodeGrid.OfInput(network.Network.Input));
        layers = new LayerWorkspace[network.Plans.Length];
        inputScales = new float[layers.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = new LayerWorkspace(network, l, batch.Stride);
        }

        gradients = Array.ConvertAll(network.Plans, plan => new LayerGradients(plan));
    }

    /// <summary>The network that is trained.</summary>
    public NetworkParameters Network { get; }

    /// <summary>Gradients of the last step, per layer.</summary>
    public IReadOnlyList<LayerGradients> Gradients => gradients;

    /// <inheritdoc/>
    public double Run(LabeledRows rows, ReadOnlySpan<int> order, GradientStatistics? statistics = null)
    {
        batch.Load(rows, order);
        double loss = ComputeGradients();
        statistics?.Add(gradients);
        adam.BeginStep(optimizer.Powers);
        for (int l = 0; l < layers.Length; l++)
        {
            LayerParameters values = Network.Layers[l];
            bool binary = layers[l].Plan.WeightBits == 1;
            if (binary && bop is not null)
            {
                bop.Update(values.Weights, gradients[l].Weights, optimizer.Weights[l]);
            }
            else
            {
                adam.Update(values.Weights, gradients[l].Weights, optimizer.Weights[l], clip: binary && Network.Network.ClipLatents);
            }

            adam.Update(values.Offsets, gradients[l].Offsets, optimizer.Offsets[l], clip: false);
        }

        return loss;
    }

    /// <summary>Nothing: the kernels work on network and optimizer state themselves.</summary>
    public void Load()
    {
    }

    /// <summary>Nothing: the kernels work on network and optimizer state themselves.</summary>
    public void Store()
    {
    }

    /// <summary>Nothing: all memory is managed.</summary>
    public void Dispose()
    {
    }

    private double ComputeGradients()
    {
        for (int l = 0; l < layers.Length; l++)
        {
            // The scale that codes are made with in this step is the one from before the ranges move.
            inputScales[l] = l == 0 ? Network.InputScale(0) : inputScales[l];
            if (l + 1 < layers.Length)
            {
                inputScales[l + 1] = Network.OutputScale(l);
            }

            LayerForward.QuantizeWeights(layers[l]);
            LayerForward.Train(layers[l], batch, InputsOf(l), inputScales[l]);
        }

        double loss = SoftmaxCrossEntropy.Compute(batch, layers[^1].Outputs, layers[^1].Plan.Neurons, layers[^1].Deltas);
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            LayerBackward.Parameters(layers[l], batch, InputsOf(l), inputScales[l], gradients[l]);
            if (l > 0)
            {
                LayerBackward.Inputs(layers[l], layers[l - 1], batch);
            }
        }

        return loss;
    }

    private AlignedBuffer InputsOf(int layer) => layer == 0 ? batch.Inputs : layers[layer - 1].Outputs;
}
