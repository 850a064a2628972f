using Edge.Training.Optimizers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Parameters that lie one after another in one tensor, and their gradients in another, so that the optimizer's operations cost once what they
/// would cost for each parameter.
/// </summary>
internal sealed class ParameterGroup : IDisposable
{
    private readonly Tensor values;
    private readonly Tensor gradients;
    private readonly TorchMoments moments;
    private readonly List<Parameter> parameters = [];
    private long taken;

    /// <summary>Zeros.</summary>
    /// <param name="count">Numbers in all parameters together, 0 or more.</param>
    /// <param name="device">Where they lie.</param>
    public ParameterGroup(long count, Device device)
    {
        values = zeros(count, device: device);
        gradients = zeros(count, device: device);
        moments = new TorchMoments(values);
    }

    /// <summary>The next parameter.</summary>
    /// <param name="shape">Its shape; all shapes together have as many numbers as the group.</param>
    public Parameter Take(params long[] shape)
    {
        long count = shape.Aggregate((a, b) => a * b);
        using IDisposable scope = NewDisposeScope();
        var parameter = new Parameter(values.narrow(0, taken, count).view(shape).detach());
        parameter.grad = gradients.narrow(0, taken, count).view(shape);
        parameter.DetachFromDisposeScope();
        taken += count;
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Gradients are zeros again: libtorch adds to them.</summary>
    public void ForgetGradients() => gradients.zero_();

    /// <summary>Changes all parameters at once by their gradients; without autograd.</summary>
    /// <param name="update">Changes values, given their gradients and moments; not called for a group of nothing.</param>
    public void Update(Action<Tensor, Tensor, TorchMoments> update)
    {
        if (parameters.Count > 0)
        {
            update(values, gradients, moments);
        }
    }

    /// <summary>Takes over the moments of a parameter.</summary>
    public void LoadMoments(Parameter parameter, AdamMoments from)
    {
        using IDisposable scope = NewDisposeScope();
        TensorCopy.Load(from.First.Span, Of(parameter, moments.First));
        TensorCopy.Load(from.Second.Span, Of(parameter, moments.Second));
    }

    /// <summary>Hands out the moments of a parameter.</summary>
    public void StoreMoments(Parameter parameter, AdamMoments to)
    {
        using IDisposable scope = NewDisposeScope();
        TensorCopy.Store(Of(parameter, moments.First), to.First.Span);
        TensorCopy.Store(Of(parameter, moments.Second), to.Second.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        values.Dispose();
        gradients.Dispose();
        moments.Dispose();
    }

    private Tensor Of(Parameter parameter, Tensor whole) =>
        whole.narrow(0, parameters.TakeWhile(other => !ReferenceEquals(other, parameter)).Sum(other => other.numel()), parameter.numel());
}
