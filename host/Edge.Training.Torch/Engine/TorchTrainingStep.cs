using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Edge.Training.Torch.Engine;

/// <summary>One training by TorchSharp. All tensors of a step are disposed of with it, so that memory stays flat.</summary>
internal sealed class TorchTrainingStep : ITrainingStep
{
    private readonly NetworkParameters network;
    private readonly OptimizerState optimizer;
    private readonly Device device;
    private readonly QuantizedNetwork model;
    private readonly QuantizedLayer[] layers;
    private readonly Parameter[] parameters;
    private readonly TorchMoments[] moments;
    private readonly TorchAdam adam;
    private readonly TorchBop? bop;
    private TorchRows? rows;
    private LayerGradients[]? gradients;

    /// <summary>Allocates on a device.</summary>
    public TorchTrainingStep(NetworkParameters network, OptimizerState optimizer, TrainingSpec training, Device device)
    {
        this.network = network;
        this.optimizer = optimizer;
        this.device = device;
        model = new QuantizedNetwork(network, device);
        layers = [.. model.Layers];
        parameters = [.. layers.SelectMany(layer => new[] { layer.Weights, layer.Offsets })];
        moments = Array.ConvertAll(parameters, parameter => new TorchMoments(parameter));
        adam = new TorchAdam(training.Adam);
        bop = training.Bop is null ? null : new TorchBop(training.Bop);
    }

    /// <inheritdoc/>
    public double Run(LabeledRows rows, ReadOnlySpan<int> order, GradientStatistics? statistics = null)
    {
        using IDisposable scope = NewDisposeScope();
        (Tensor integers, Tensor labels) = RowsOnDevice(rows).Batch(order);
        Tensor loss = nn.functional.cross_entropy(model.call(integers), labels);
        IList<Tensor> slopes = autograd.grad([loss], parameters);
        if (statistics is not null)
        {
            statistics.Add(Gradients(slopes));
        }

        Update(slopes);
        return (double)loss.item<float>() * order.Length;
    }

    /// <inheritdoc/>
    public void Load()
    {
        for (int l = 0; l < layers.Length; l++)
        {
            LayerParameters values = network.Layers[l];
            TensorCopy.Load(values.Weights.Span, layers[l].Weights);
            TensorCopy.Load(values.Offsets.Span, layers[l].Offsets);
            TensorCopy.Load([values.Range], layers[l].Range);
            if (layers[l].Normalization is BatchNormalization normalization)
            {
                TensorCopy.Load(values.RunningMeans.Span, normalization.Means);
                TensorCopy.Load(values.RunningVariances.Span, normalization.Variances);
            }

            moments[2 * l].Load(optimizer.Weights[l]);
            moments[2 * l + 1].Load(optimizer.Offsets[l]);
        }
    }

    /// <inheritdoc/>
    public void Store()
    {
        Span<float> range = stackalloc float[1];
        for (int l = 0; l < layers.Length; l++)
        {
            LayerParameters values = network.Layers[l];
            TensorCopy.Store(layers[l].Weights, values.Weights.Span);
            TensorCopy.Store(layers[l].Offsets, values.Offsets.Span);
            TensorCopy.Store(layers[l].Range, range);
            values.Range = range[0];
            if (layers[l].Normalization is BatchNormalization normalization)
            {
                TensorCopy.Store(normalization.Means, values.RunningMeans.Span);
                TensorCopy.Store(normalization.Variances, values.RunningVariances.Span);
            }

            moments[2 * l].Store(optimizer.Weights[l]);
            moments[2 * l + 1].Store(optimizer.Offsets[l]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        model.Dispose();
        Array.ForEach(moments, moment => moment.Dispose());
    }

    private void Update(IList<Tensor> slopes)
    {
        using IDisposable ungraded = no_grad();
        adam.BeginStep(optimizer.Powers);
        for (int i = 0; i < parameters.Length; i++)
        {
            bool binary = i % 2 == 0 && network.Plans[i / 2].WeightBits == 1;
            if (binary && bop is not null)
            {
                bop.Update(parameters[i], slopes[i], moments[i]);
            }
            else
            {
                adam.Update(parameters[i], slopes[i], moments[i], clip: binary && network.Network.ClipLatents);
            }
        }
    }

    private LayerGradients[] Gradients(IList<Tensor> slopes)
    {
        gradients ??= Array.ConvertAll(network.Plans, plan => new LayerGradients(plan));
        for (int l = 0; l < gradients.Length; l++)
        {
            TensorCopy.Store(slopes[2 * l], gradients[l].Weights.Span);
            TensorCopy.Store(slopes[2 * l + 1], gradients[l].Offsets.Span);
        }

        return gradients;
    }

    // Rows are sent once: a trainer hands in the same object as long as rows and labels are the same.
    private TorchRows RowsOnDevice(LabeledRows wanted)
    {
        if (!ReferenceEquals(rows?.Source, wanted))
        {
            rows?.Dispose();
            rows = new TorchRows(wanted, CodeGrid.OfInput(network.Network.Input), device);
        }

        return rows!;
    }
}
