using Edge.Core.Models;

namespace Edge.Core.Tests.Models;

public class ModelCheckTests
{
    /// <summary>Every rule broken once, in a model that is otherwise sound; the message names the place and the value.</summary>
    public static TheoryData<string, string> Broken => new()
    {
        { "no layers", "1 to 32 dense layers, this one 0" },
        { "33 layers", "1 to 32 dense layers, this one 33" },
        { "input width 0", "input: width 0" },
        { "input width 8193", "input: width 8193" },
        { "input bits 9", "input: 9 bits" },
        { "input top code 4", "input: largest code 4 does not fit 2 bits" },
        { "input top code 0", "input: largest code 0" },
        { "bipolar with 2 bits", "input: map 0" },
        { "map 2", "input: map 2" },
        { "input of another tensor", "layer 1: its input is not the output before it" },
        { "weight bits 0", "layer 1: 0 bits per weight" },
        { "weight bits 9", "layer 1: 9 bits per weight" },
        { "both weight arrays", "layer 1: weights are missing" },
        { "weight row missing", "layer 1: weights are missing or not one row per neuron" },
        { "weight row short", "layer 1: neuron 1 has 2 weights for 3 inputs" },
        { "weight -8", "layer 1: weight -8 of neuron 1, input 2 is not within +-7" },
        { "binary row short", "layer 1: neuron 0 has a wrong number of weights" },
        { "binary padding", "layer 1: neuron 1 has a wrong number of weights or padding bits" },
        { "bias count", "layer 1: 1 biases for 2 neurons" },
        { "bias large", "layer 1: bias 1073741825 of neuron 0" },
        { "bias small", "layer 1: bias -1073741825 of neuron 1" },
        { "tables", "layer 1: 2 threshold tables" },
        { "table length", "layer 1: table 0 has 2 thresholds for a largest code of 3" },
        { "table falls", "layer 1: table 0 falls at threshold 2" },
        { "probability bits 0", "softmax: 0 bits" },
        { "probability bits 9", "softmax: 9 bits" },
        { "softmax length", "softmax: 3 entries for a largest logit code of 3" },
        { "softmax start", "softmax: entry 0 is 65534" },
        { "softmax rises", "softmax: the table rises at entry 3" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenRule_IsNamed(string what, string message)
    {
        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => ModelCheck.Require(Break(what)));
        Assert.Contains(message, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void UnbrokenModel_Passes() => ModelCheck.Require(Break("nothing"));

    [Fact]
    public void ModelLargerThanTheLimit_IsRefused()
    {
        TensorFormat wide = new(ModelLimits.MaxWidth, 8, 255, TensorMap.Affine);
        sbyte[] row = new sbyte[ModelLimits.MaxWidth];
        sbyte[][] rows = [.. Enumerable.Repeat(row, ModelLimits.MaxWidth)];
        DenseLayer layer = new(wide, wide, 8, null, rows, new int[ModelLimits.MaxWidth], false, [new int[255]]);
        ushort[] table = new ushort[256];
        table[0] = ModelLimits.SoftmaxOne;
        ModelCheck.Require(new IntegerModel(wide, [layer, layer, layer], table, 8));
        ModelFormatException refusal = Assert.Throws<ModelFormatException>(
            () => ModelCheck.Require(new IntegerModel(wide, [layer, layer, layer, layer], table, 8)));
        Assert.Contains("layer 4: up to here the model takes", refusal.Message);
    }

    private static IntegerModel Break(string what)
    {
        bool Is(string name) => what == name;
        TensorFormat input = new(
            Is("input width 0") ? 0 : Is("input width 8193") ? 8193 : 3,
            Is("input bits 9") ? 9 : 2,
            Is("input top code 4") ? 4 : Is("input top code 0") ? 0 : 3,
            Is("bipolar with 2 bits") ? TensorMap.Bipolar : Is("map 2") ? (byte)2 : TensorMap.Affine);
        bool binary = what.StartsWith("binary", StringComparison.Ordinal);
        sbyte[][]? weights = [[1, 2, 3], [-7, 7, 0]];
        ulong[][]? bits = null;
        if (Is("weight row missing"))
        {
            weights = [[1, 2, 3]];
        }
        else if (Is("weight row short"))
        {
            weights[1] = [1, 2];
        }
        else if (Is("weight -8"))
        {
            weights[1][2] = -8;
        }

        if (binary)
        {
            weights = null;
            bits = [Is("binary row short") ? [] : [7], [Is("binary padding") ? 8UL : 0UL]];
        }
        else if (Is("both weight arrays"))
        {
            bits = [[1], [1]];
        }

        int[] biases = Is("bias count") ? [0] : Is("bias large") ? [(1 << 30) + 1, 0] : Is("bias small") ? [0, -(1 << 30) - 1] : [1 << 30, -(1 << 30)];
        int[] table = Is("table length") ? [1, 2] : Is("table falls") ? [1, 2, 1] : [int.MinValue, 5, int.MaxValue];
        TensorFormat output = new(2, 2, 3, TensorMap.Affine);
        DenseLayer layer = new(
            Is("input of another tensor") ? new TensorFormat(3, 2, 3, TensorMap.Affine) : input,
            output,
            Is("weight bits 0") ? 0 : Is("weight bits 9") ? 9 : binary ? 1 : 4,
            bits,
            weights,
            biases,
            false,
            Is("tables") ? [table, table] : [table]);
        ushort[] softmax = Is("softmax length")
            ? [65535, 1, 1]
            : [Is("softmax start") ? (ushort)65534 : (ushort)65535, 9, 8, Is("softmax rises") ? (ushort)9 : (ushort)8];
        DenseLayer[] layers = Is("no layers") ? [] : Is("33 layers") ? [.. Enumerable.Repeat(layer, 33)] : [layer];
        return new IntegerModel(input, layers, softmax, Is("probability bits 0") ? 0 : Is("probability bits 9") ? 9 : 8);
    }
}
