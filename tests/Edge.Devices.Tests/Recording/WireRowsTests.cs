using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Recording;

public class WireRowsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(8, 8)]
    [InlineData(2, 7)]
    public void Unpack_LayersAcrossWordBounds_GiveEveryCodeBack(int weightBits, int codeBits)
    {
        IntegerModel model = Networks.Quantized(codeBits, Math.Max(2, weightBits), codeBits, 9, 63, 64, 65, 13, 1);
        InputSet inputs = Expected.Random(3, model.Input, 40);
        IReadOnlyList<CodeLayer> layers = WireRows.Unpack(model, Expected.Rows(model, inputs));
        byte[][] codes = ReferenceInference.NewCodes(model);
        Assert.Equal(["dense1", "dense2", "dense3", "dense4", "logits", "softmax"], layers.Select(layer => layer.Name));
        for (int row = 0; row < 40; row++)
        {
            ReferenceInference.Run(model, Expected.Row(inputs, row), codes, null);
            for (int layer = 0; layer < layers.Count; layer++)
            {
                for (int neuron = 0; neuron < layers[layer].Codes.Width; neuron++)
                {
                    Assert.Equal(codes[layer][neuron], layers[layer].Codes[row, neuron]);
                }
            }
        }
    }

    [Fact]
    public void Unpack_HalfARow_IsRefused()
    {
        IntegerModel model = Networks.Binary(1, 12, 10, 2);
        Assert.Throws<ArgumentException>(() => WireRows.Unpack(model, new byte[3]));
    }
}
