using Edge.Training.Optimizers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Edge.Training.Torch.Engine;

/// <summary>
/// Parameters that lie one after another in one tensor, so that the optimizer's operations cost once what they would cost for each of them.
/// </summary>
internal sealed class ParameterGroup : IDisposable
{
    private readonly Tensor values;
    private readonly TorchMoments moments;
    private readonly List<Parameter> parameters = [];
    private long taken;

    /// <summary>Zeros.</summary>
    /// <param name="count">Numbers in all parameters together, 0 or more.</param>
    /// <param name="device">Where they lie.</param>
    public ParameterGroup(long count, Device device)
    {
        values = zeros(count, device: device);
        moments = new TorchMoments(values);
    }

    /// <summary>Those taken so far, in order.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The next parameter.</summary>
    /// <param name="shape">Its shape; all shapes together have as many numbers as the group.</param>
    public Parameter Take(params long[] shape)
    {
        long count = shape.Aggregate((a, b) => a * b);
        using IDisposable scope = NewDisposeScope();
        var parameter = new Parameter(values.narrow(0, taken, count).view(shape).detach());
        parameter.DetachFromDisposeScope();
        taken += count;
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Changes all parameters at once; without autograd.</summary>
    /// <param name="gradients">Of each parameter, in order.</param>
    /// <param name="update">Changes values, given their gradient and moments; not called for a group of nothing.</param>
    public void Update(IEnumerable<Tensor> gradients, Action<Tensor, Tensor, TorchMoments> update)
    {
        if (parameters.Count > 0)
        {
            update(values, cat([.. gradients.Select(gradient => gradient.reshape(-1))]), moments);
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
        moments.Dispose();
    }

    private Tensor Of(Parameter parameter, Tensor whole) =>
        whole.narrow(0, parameters.TakeWhile(other => !ReferenceEquals(other, parameter)).Sum(other => other.numel()), parameter.numel());
}
