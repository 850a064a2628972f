using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Training.Tests.Layers;

public unsafe class KernelTests
{
    [Fact]
    public void MatrixProduct_EqualsTheSumInOrder()
    {
        foreach ((int rows, int inner, int blocks) in Shapes().Concat(LargeShapes()))
        {
            int stride = blocks * 16 + 16;
            AlignedBuffer a = Random(rows * inner, 1);
            AlignedBuffer b = Random(inner * stride, 2);
            var c = new AlignedBuffer(rows * stride);
            var transposed = new AlignedBuffer(rows * stride);
            AlignedBuffer turned = Transpose(a, rows, inner);
            MatrixProduct.Multiply(a.Pointer, inner, 1, rows, inner, b.Pointer, c.Pointer, stride, blocks);
            MatrixProduct.Multiply(turned.Pointer, 1, rows, rows, inner, b.Pointer, transposed.Pointer, stride, blocks);
            for (int r = 0; r < rows; r++)
            {
                for (int lane = 0; lane < blocks * 16; lane++)
                {
                    float sum = 0;
                    for (int k = 0; k < inner; k++)
                    {
                        sum = MathF.FusedMultiplyAdd(a.Span[r * inner + k], b.Span[k * stride + lane], sum);
                    }

                    Assert.Equal(sum, c.Span[r * stride + lane]);
                    Assert.Equal(sum, transposed.Span[r * stride + lane]);
                }
            }
        }
    }

    [Fact]
    public void BatchCorrelation_EqualsTheSumInLanes()
    {
        foreach ((int neurons, int inputs, int blocks) in Shapes().Concat(LargeShapes()))
        {
            int stride = blocks * 16 + 16;
            AlignedBuffer d = Random(neurons * stride, 3);
            AlignedBuffer x = Random(inputs * stride, 4);
            var g = new AlignedBuffer(neurons * inputs);
            BatchCorrelation.Compute(d.Pointer, neurons, x.Pointer, inputs, stride, blocks, 0.5f, g.Pointer);
            for (int n = 0; n < neurons; n++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    Assert.Equal(LaneSum(d.Span[(n * stride)..], x.Span[(i * stride)..], blocks) * 0.5f, g.Span[n * inputs + i]);
                }
            }
        }
    }

    private static float LaneSum(Span<float> d, Span<float> x, int blocks)
    {
        var lanes = new float[16];
        for (int row = 0; row < blocks * 16; row++)
        {
            lanes[row % 16] = MathF.FusedMultiplyAdd(d[row], x[row], lanes[row % 16]);
        }

        for (int half = 8; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    private static IEnumerable<(int Rows, int Inner, int Blocks)> Shapes() =>
        from rows in new[] { 1, 2, 3, 4, 5, 7, 9 } from inner in new[] { 1, 3, 4, 6, 13 } from blocks in new[] { 1, 3, 4, 6, 8 } select (rows, inner, blocks);

    // Beyond these sizes k is taken in stages, and lanes or transposed weights are brought together.
    private static IEnumerable<(int Rows, int Inner, int Blocks)> LargeShapes() => [(64, 20, 3), (71, 255, 1), (64, 256, 7), (75, 300, 4), (30, 301, 2)];

    private static AlignedBuffer Transpose(AlignedBuffer a, int rows, int columns)
    {
        var turned = new AlignedBuffer(a.Length);
        for (int r = 0; r < rows; r++)
        {
            for (int k = 0; k < columns; k++)
            {
                turned.Span[k * rows + r] = a.Span[r * columns + k];
            }
        }

        return turned;
    }

    private static AlignedBuffer Random(int length, ulong seed)
    {
        var buffer = new AlignedBuffer(length);
        var random = new RandomSource(seed);
        foreach (ref float value in buffer.Span)
        {
            value = (float)random.NextNormal();
        }

        return buffer;
    }
}
