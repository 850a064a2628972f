using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Layers;
using Edge.Training.Numerics;

namespace Edge.Training.Columns;

/// <summary>
/// What one layer gives for every row: values, a column of floats per neuron, and codes, a packed key per row. Both are overwritten by the
/// next evaluation. Codes are packed as Edge.Information's PackedCodes wants them, and its constructor takes <see cref="Words"/> as they are.
/// </summary>
public sealed class LayerColumns
{
    private readonly AlignedBuffer values;

    /// <summary>Zeros.</summary>
    internal LayerColumns(string name, int width, int bits, int rows)
    {
        Name = name;
        Width = width;
        Bits = bits;
        Rows = rows;
        Stride = Lanes.RoundUp(rows);
        WordsPerRow = (width * bits + 63) / 64;
        Words = new ulong[rows * WordsPerRow];
        values = new AlignedBuffer(width * Stride);
    }

    /// <summary><c>dense1</c>, ..., <c>softmax</c>; <c>norm1</c>, ... for what batch normalization gives before the activation.</summary>
    public string Name { get; }

    /// <summary>Neurons.</summary>
    public int Width { get; }

    /// <summary>Bits of a code, 1..32; with 32 a code is the bit pattern of the value, that of -0 being that of +0.</summary>
    public int Bits { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Words of a row: ceil(Width * Bits / 64).</summary>
    public int WordsPerRow { get; }

    /// <summary>
    /// Codes, [Rows * WordsPerRow]: that of neuron i takes bits i * Bits .. of its row's bit string, least significant first; padding is 0.
    /// Not to be changed.
    /// </summary>
    public ulong[] Words { get; }

    /// <summary>Distance of two columns in <see cref="Values"/>, a multiple of 16.</summary>
    public int Stride { get; }

    /// <summary>Values, [Width][Stride]; what stands beyond the last row means nothing.</summary>
    public ReadOnlySpan<float> Values => values.Span;

    /// <summary>Values of one neuron, [Rows].</summary>
    /// <param name="neuron">0..Width - 1.</param>
    public ReadOnlySpan<float> Column(int neuron) => values.Span.Slice(neuron * Stride, Rows);

    /// <summary>The memory of <see cref="Values"/>.</summary>
    internal AlignedBuffer Buffer => values;

    /// <summary>Bounds of all values. What stands beyond the last row is no row and does not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe FloatBounds Bounds()
    {
        unchecked
        {
            Vector512<float> least = Vector512.Create(float.PositiveInfinity);
            Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
            int whole = Rows / Lanes.Count * Lanes.Count;
            float lower = float.PositiveInfinity;
            float upper = float.NegativeInfinity;
            for (int n = 0; n < Width; n++)
            {
                float* column = values.Pointer + n * Stride;
                for (int lane = 0; lane < whole; lane += Lanes.Count)
                {
                    Vector512<float> sixteen = Vector512.Load(column + lane);
                    least = Lanes.Smaller(sixteen, least);
                    largest = Lanes.Larger(sixteen, largest);
                }

                for (int row = whole; row < Rows; row++)
                {
                    lower = column[row] < lower ? column[row] : lower;
                    upper = column[row] > upper ? column[row] : upper;
                }
            }

            return new FloatBounds(Math.Min(lower, Lanes.Min(least)), Math.Max(upper, Lanes.Max(largest)));
        }
    }
}
