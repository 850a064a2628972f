using Edge.Training.Quantizers;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>The range of a layer's codes; it stays on the device, so that no step waits for it.</summary>
internal sealed class MovingRange : nn.Module
{
    private readonly Tensor range;
    private readonly double momentum;

    /// <summary>A range of 1.</summary>
    public MovingRange(double momentum, Device device)
        : base(nameof(MovingRange))
    {
        this.momentum = momentum;
        range = ones([], device: device);
        RegisterComponents();
    }

    /// <summary>The range, without dimensions; changed in place.</summary>
    public Tensor Value => range;

    /// <summary>Moves it towards what a batch has reached.</summary>
    public void Move(Tensor reached)
    {
        using (no_grad())
        {
            range.mul_(momentum).add_(reached.detach().clamp_max(QuantizerRange.Largest) * (1 - momentum));
        }
    }
}
