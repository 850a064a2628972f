using Edge.Training.Layers;
using Edge.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>The layers of a network in training, from codes to logits.</summary>
internal sealed class QuantizedNetwork : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<QuantizedLayer> layers;
    private readonly Tensor inputScale;

    /// <summary>Zero weights.</summary>
    public QuantizedNetwork(NetworkParameters network, ParameterGroups parameters, Device device)
        : base(network.Network.Name)
    {
        inputScale = tensor(network.Network.Input.Scale, device: device);
        layers = new ModuleList<QuantizedLayer>([.. network.Plans.Select(plan => new QuantizedLayer(plan, network.Network, parameters, device))]);
        RegisterComponents();
    }

    /// <summary>From input to output.</summary>
    public IReadOnlyList<QuantizedLayer> Layers => [.. layers];

    /// <summary>Logits of a batch; running statistics and moving ranges are moved after use.</summary>
    /// <param name="integers">Input codes - zero point (bipolar: -1 and +1), [rows][width].</param>
    public override Tensor forward(Tensor integers) =>
        layers.Aggregate(new LayerSignal(integers, inputScale), (signal, layer) => layer.call(signal)).Integers;
}
