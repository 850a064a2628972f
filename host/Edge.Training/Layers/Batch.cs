using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Data;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>
/// Some rows, features by rows: feature i of row r stands at i * Stride + r. Lanes beyond the last row hold code 0 and are masked wherever
/// they could count.
/// </summary>
internal sealed unsafe class Batch
{
    private readonly uint[] words;
    private readonly int[] labels;
    private readonly AlignedBuffer laneMask;
    private readonly bool bipolar;
    private readonly float zeroPoint;

    /// <summary>Room for a batch.</summary>
    /// <param name="width">Features.</param>
    /// <param name="capacity">Most rows.</param>
    /// <param name="grid">Codes of the features.</param>
    public Batch(int width, int capacity, CodeGrid grid)
    {
        Stride = Lanes.RoundUp(capacity);
        Inputs = new AlignedBuffer(width * Stride);
        words = GC.AllocateArray<uint>(Stride, pinned: true);
        labels = GC.AllocateArray<int>(Stride, pinned: true);
        laneMask = new AlignedBuffer(Stride);
        bipolar = grid.Bipolar;
        zeroPoint = grid.ZeroPoint;
    }

    /// <summary>Distance of two features, a multiple of 16.</summary>
    public int Stride { get; }

    /// <summary>Rows in the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Blocks of 16 lanes in use.</summary>
    public int Blocks { get; private set; }

    /// <summary>Lanes of those blocks, a multiple of 16.</summary>
    public int LanesInUse => Blocks * Lanes.Count;

    /// <summary>Integers code - zero point (bipolar: -1 and +1), [width][Stride].</summary>
    public AlignedBuffer Inputs { get; }

    /// <summary>Per lane all bits where it holds a row, else none; [Stride].</summary>
    public float* Mask => laneMask.Pointer;

    /// <summary>True class of every lane, [Stride].</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Loads rows.</summary>
    /// <param name="source">All rows.</param>
    /// <param name="order">Numbers of the rows wanted, at most the capacity.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(LabeledRows source, ReadOnlySpan<int> order)
    {
        SetRows(order.Length);
        ReadOnlySpan<int> sourceLabels = source.Labels;
        ReadOnlySpan<uint> sourceWords = source.Words;
        Span<int> toLabels = labels.AsSpan(0, order.Length);
        Span<uint> toWords = words.AsSpan(0, order.Length);
        int perRow = source.WordsPerRow;
        for (int w = 0; w < perRow; w++)
        {
            unchecked
            {
                for (int r = 0; r < order.Length; r++)
                {
                    int row = order[r];
                    toLabels[r] = sourceLabels[row];
                    toWords[r] = sourceWords[row * perRow + w];
                }
            }

            int first = w * source.CodesPerWord;
            Unpack(first, Math.Min(source.CodesPerWord, source.Width - first), source.BitsPerCode);
        }
    }

    private void SetRows(int rows)
    {
        if (rows == Rows)
        {
            return;
        }

        Rows = rows;
        Blocks = (rows + Lanes.Count - 1) / Lanes.Count;
        for (int r = 0; r < Stride; r++)
        {
            laneMask.Span[r] = r < rows ? BitConverter.Int32BitsToSingle(-1) : 0;
        }

        Array.Clear(words);
        Array.Clear(labels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Unpack(int firstFeature, int features, int bitsPerCode)
    {
        unchecked
        {
            Vector512<uint> codeMask = Vector512.Create((1u << bitsPerCode) - 1);
            Vector512<float> factor = Vector512.Create(bipolar ? 2f : 1f);
            Vector512<float> shift = Vector512.Create(bipolar ? -1f : -zeroPoint);
            fixed (uint* from = words)
            {
                for (int f = 0; f < features; f++)
                {
                    float* to = Inputs.Pointer + (long)(firstFeature + f) * Stride;
                    for (int lane = 0; lane < LanesInUse; lane += Lanes.Count)
                    {
                        Vector512<uint> code = (Vector512.Load(from + lane) >> (f * bitsPerCode)) & codeMask;
                        Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(code.AsInt32()), factor, shift).Store(to + lane);
                    }
                }
            }
        }
    }
}
