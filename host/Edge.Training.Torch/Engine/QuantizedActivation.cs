using Edge.Training.Layers;
using Edge.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>Activation and quantizer of a hidden layer; the moving maximum of relu is moved after use.</summary>
internal sealed class QuantizedActivation : nn.Module<Tensor, LayerSignal>
{
    private readonly LayerPlan plan;
    private readonly NetworkSpec network;
    private readonly MovingRange range;

    /// <summary>For a hidden layer.</summary>
    public QuantizedActivation(LayerPlan plan, NetworkSpec network, MovingRange range)
        : base(nameof(QuantizedActivation))
    {
        this.plan = plan;
        this.network = network;
        this.range = range;
        RegisterComponents();
    }

    /// <summary>From what enters the activation to codes.</summary>
    public override LayerSignal forward(Tensor x)
    {
        Tensor h = Apply(plan.Activation!.Value, x);
        LayerSignal codes = plan.Grid.Bipolar ? Signs(h) : Levels(h);
        if (plan.HasMovingRange)
        {
            range.Move(h.detach().max().clamp_min(0));
        }

        return codes;
    }

    // hardtanh by clamp, whose gradient includes both ends.
    private static Tensor Apply(Activation activation, Tensor x) => activation switch
    {
        Activation.Sign => x,
        Activation.Tanh => x.tanh(),
        Activation.Relu => x.relu(),
        Activation.HardTanh => x.clamp(-1, 1),
        Activation.Softsign => x / (x.abs() + 1),
        Activation.Sigmoid => x.sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation in integer arithmetic"),
    };

    private LayerSignal Signs(Tensor h)
    {
        Tensor values = h.detach();
        Tensor signs = SignGradients.Sign(values, network.SignOfZero);
        return new LayerSignal(StraightThrough.Of(signs, h * SignGradients.At(values, network)), ones([], device: h.device));
    }

    // floor(h * steps / range + 1/2), product and sum rounded once as by the fused trainer's multiply-add: sums of integers often lie on the boundary of
    // two codes, from the first step on. The gradient goes on within the range, both ends included.
    private LayerSignal Levels(Tensor h)
    {
        int steps = plan.Grid.StepsPerRange;
        int least = plan.Grid.ZeroPoint == 0 ? 0 : -steps;
        Tensor values = h.detach();
        Tensor scale = CodeScale.Scale(range.Value, steps);
        Tensor units = values.to(ScalarType.Float64) * CodeScale.PerUnit(range.Value, steps).to(ScalarType.Float64) + 0.5;
        Tensor codes = units.to(ScalarType.Float32).floor().clamp(least, steps);
        Tensor within = (values >= scale * least).logical_and(values <= scale * steps).to(ScalarType.Float32);
        return new LayerSignal(StraightThrough.Of(codes, h * within / scale), scale);
    }
}
