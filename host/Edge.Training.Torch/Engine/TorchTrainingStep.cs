using System.Runtime.InteropServices;
using Edge.Training.Data;
using Edge.Training.Engines;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Optimizers;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>One training by TorchSharp. All tensors of a step are disposed of with it, so that memory stays flat.</summary>
internal sealed class TorchTrainingStep : ITrainingStep
{
    private readonly NetworkParameters network;
    private readonly OptimizerState optimizer;
    private readonly Device device;
    private readonly QuantizedNetwork model;
    private readonly QuantizedLayer[] layers;
    private readonly ParameterGroups groups;
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
        groups = new ParameterGroups(network.Plans, device);
        model = new QuantizedNetwork(network, groups, device);
        layers = [.. model.Layers];
        adam = new TorchAdam(training.Adam);
        bop = training.Bop is null ? null : new TorchBop(training.Bop);
    }

    /// <inheritdoc/>
    public double Run(LabeledRows rows, ReadOnlySpan<int> order, GradientStatistics? statistics = null)
    {
        using IDisposable scope = NewDisposeScope();
        try
        {
            (Tensor integers, Tensor labels) = RowsOnDevice(rows).Batch(order);
            return (double)Advance(integers, labels, statistics).item<float>() * order.Length;
        }
        catch (ExternalException fault) when (TorchFault.Explain(fault) is Exception explained)
        {
            throw explained;
        }
    }

    /// <summary>One step, of which nothing is waited for.</summary>
    /// <param name="integers">Input codes - zero point (bipolar: -1 and +1) as floats, [rows][width].</param>
    /// <param name="labels">[rows].</param>
    /// <param name="statistics">Given the gradients.</param>
    /// <returns>Mean loss of the rows, without dimensions.</returns>
    public Tensor Advance(Tensor integers, Tensor labels, GradientStatistics? statistics = null)
    {
        Tensor loss = nn.functional.cross_entropy(model.call(integers), labels);
        groups.Binary.ForgetGradients();
        groups.Others.ForgetGradients();
        loss.backward();
        if (statistics is not null)
        {
            statistics.Add(Gradients());
        }

        Update();
        return loss.detach();
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

            groups.OfWeights(network.Plans[l]).LoadMoments(layers[l].Weights, optimizer.Weights[l]);
            groups.Others.LoadMoments(layers[l].Offsets, optimizer.Offsets[l]);
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

            groups.OfWeights(network.Plans[l]).StoreMoments(layers[l].Weights, optimizer.Weights[l]);
            groups.Others.StoreMoments(layers[l].Offsets, optimizer.Offsets[l]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rows?.Dispose();
        model.Dispose();
        groups.Dispose();
    }

    private void Update()
    {
        using IDisposable ungraded = no_grad();
        adam.BeginStep(optimizer.Powers);
        groups.Binary.Update(
            bop is null
                ? (values, gradient, moments) => adam.Update(values, gradient, moments, network.Network.ClipLatents)
                : bop.Update);
        groups.Others.Update((values, gradient, moments) => adam.Update(values, gradient, moments, clip: false));
    }

    private LayerGradients[] Gradients()
    {
        gradients ??= Array.ConvertAll(network.Plans, plan => new LayerGradients(plan));
        for (int l = 0; l < gradients.Length; l++)
        {
            TensorCopy.Store(layers[l].Weights.grad!, gradients[l].Weights.Span);
            TensorCopy.Store(layers[l].Offsets.grad!, gradients[l].Offsets.Span);
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
