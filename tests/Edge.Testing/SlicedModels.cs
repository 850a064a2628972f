using Edge.Core.Models;

namespace Edge.Testing;

/// <summary>Random models that begin with layers of one-bit weights on one-bit codes, as bit-slicing takes them.</summary>
public static class SlicedModels
{
    /// <summary>
    /// A model of one to six layers up to 130 wide; most are narrow. Now and then a layer is of another kind, or the last one has one-bit
    /// codes.
    /// </summary>
    public static IntegerModel Create(Random random)
    {
        bool bipolar = random.Next(3) > 0;
        TensorFormat input = new(Width(random), 1, 1, bipolar ? TensorMap.Bipolar : TensorMap.Affine);
        LayerShape[] shapes = new LayerShape[random.Next(1, 7)];
        for (int l = 0; l < shapes.Length; l++)
        {
            bool oneBit = random.Next(l + 1 == shapes.Length ? 3 : 8) > 0 == l + 1 < shapes.Length;
            shapes[l] = new LayerShape(
                Width(random),
                random.Next(8) > 0 ? 1 : random.Next(2, 9),
                oneBit ? 1 : random.Next(2, 9),
                oneBit && random.Next(3) > 0,
                random.Next(2) == 0);
        }

        return RandomModels.Create(random, input, shapes);
    }

    private static int Width(Random random) => random.Next(8) switch
    {
        0 => RandomModels.BoundaryWidths[random.Next(RandomModels.BoundaryWidths.Length)],
        1 => random.Next(1, 131),
        _ => random.Next(1, 21),
    };
}
