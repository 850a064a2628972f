using System.Runtime.CompilerServices;
using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Evaluation;

/// <summary>
/// Pass (b): the network in floats, with running statistics and stored ranges. Nothing of the network changes. One evaluator serves one
/// thread.
/// </summary>
public sealed unsafe class FloatEvaluator
{
    private const int Capacity = 256;
    private readonly NetworkParameters network;
    private readonly Batch batch;
    private readonly LayerWorkspace[] layers;
    private readonly int[] order = new int[Capacity];

    /// <summary>Evaluates a network, with whatever values it has at each call.</summary>
    public FloatEvaluator(NetworkParameters network)
    {
        this.network = network;
        batch = new Batch(network.Network.Input.Width, Capacity, CodeGrid.OfInput(network.Network.Input));
        layers = new LayerWorkspace[network.Plans.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l] = new LayerWorkspace(network, l, batch.Stride);
        }
    }

    /// <summary>Loss and accuracy on all rows.</summary>
    /// <exception cref="SpecException">The rows do not fit the network.</exception>
    public FloatEvaluation Evaluate(LabeledRows rows)
    {
        double loss = 0;
        int correct = 0;
        Begin(rows);
        for (int first = 0; first < rows.Count; first += Capacity)
        {
            Load(rows, first);
            for (int l = 0; l < layers.Length; l++)
            {
                LayerForward.Evaluate(layers[l], batch, InputsOf(l), network.InputScale(l));
            }

            loss += SoftmaxCrossEntropy.Compute(batch, layers[^1].Outputs, network.Network.Output.Classes, null);
            correct += CountCorrect();
        }

        // Kernels hold addresses, not references.
        GC.KeepAlive(this);
        return new FloatEvaluation(loss / rows.Count, correct, rows.Count);
    }

    /// <summary>Sets moving ranges to the largest value reached on some rows, layer by layer from the input.</summary>
    /// <param name="rows">Rows to look at.</param>
    /// <param name="most">Only the first so many of them.</param>
    /// <param name="wanted">Which layers' ranges; null for all. The others stay, and so do layers without a moving range.</param>
    /// <exception cref="SpecException">The rows do not fit the network.</exception>
    public void Calibrate(LabeledRows rows, int most, Func<LayerPlan, bool>? wanted = null)
    {
        Begin(rows);
        int count = Math.Min(rows.Count, most);
        for (int ranged = 0; ranged < layers.Length; ranged++)
        {
            if (!network.Plans[ranged].HasMovingRange || wanted?.Invoke(network.Plans[ranged]) == false)
            {
                continue;
            }

            float largest = 0;
            for (int first = 0; first < count; first += Capacity)
            {
                Load(rows, first, count);
                for (int l = 0; l < ranged; l++)
                {
                    LayerForward.Evaluate(layers[l], batch, InputsOf(l), network.InputScale(l));
                }

                largest = Math.Max(largest, LayerForward.Observe(layers[ranged], batch, InputsOf(ranged), network.InputScale(ranged)));
            }

            network.Layers[ranged].Range = largest;
        }
    }

    /// <summary>Integer inputs and float codes of every layer for a batch of rows, as pass (b) has them.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="first">First row of the batch; the batch ends at 256 rows or with the last.</param>
    /// <returns>Rows in the batch.</returns>
    internal int Run(LabeledRows rows, int first)
    {
        Begin(rows);
        Load(rows, first);
        for (int l = 0; l < layers.Length; l++)
        {
            LayerForward.Evaluate(layers[l], batch, InputsOf(l), network.InputScale(l));
        }

        return batch.Rows;
    }

    /// <summary>Computes one layer alone from codes given for a batch that <see cref="Run"/> has loaded.</summary>
    /// <param name="layer">1 or more.</param>
    /// <param name="codes">Codes of the layer before, [rows of the batch][neurons of the layer before].</param>
    internal void RunLayer(int layer, byte[][] codes)
    {
        CodeGrid grid = network.Plans[layer - 1].Grid;
        AlignedBuffer inputs = layers[layer - 1].Outputs;
        for (int r = 0; r < batch.Rows; r++)
        {
            for (int i = 0; i < codes[r].Length; i++)
            {
                inputs.Pointer[i * batch.Stride + r] = grid.Bipolar ? 2 * codes[r][i] - 1 : codes[r][i] - grid.ZeroPoint;
            }
        }

        LayerForward.Evaluate(layers[layer], batch, inputs, network.InputScale(layer));
    }

    /// <summary>The code that pass (b) gives a neuron for a row of the batch; logits are rounded to the nearest code, halves up.</summary>
    internal int CodeAt(int layer, int neuron, int row)
    {
        CodeGrid grid = network.Plans[layer].Grid;
        float value = layers[layer].Outputs.Pointer[neuron * batch.Stride + row];
        return network.Plans[layer].IsOutput
            ? LogitCode(value, network.OutputScale(layer), grid.ZeroPoint)
            : HiddenCode(value, grid.Bipolar, grid.ZeroPoint);
    }

    /// <summary>Rows of the batch for which <see cref="CodeAt"/> is not the packed code.</summary>
    /// <param name="layer">The layer, 0 nearest the input.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="codes">Packed codes, a whole number of words per row (<see cref="CodeDisagreements"/>).</param>
    /// <param name="first">Row of the codes that is the batch's first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int CountDifferent(int layer, int neuron, ulong[] codes, int first)
    {
        int bits = network.Plans[layer].Grid.Bits;
        int words = (network.Plans[layer].Neurons * bits + 63) / 64;
        int bit = neuron * bits;
        int shift = bit & 63;
        ulong mask = (1UL << bits) - 1;
        bool straddles = shift + bits > 64;
        CodeGrid grid = network.Plans[layer].Grid;
        bool isOutput = network.Plans[layer].IsOutput;
        bool bipolar = grid.Bipolar;
        int zeroPoint = grid.ZeroPoint;
        float scale = network.OutputScale(layer);
        float* values = layers[layer].Outputs.Pointer + neuron * batch.Stride;
        int rows = batch.Rows;
        int different = 0;
        unchecked
        {
            for (int r = 0, at = first * words + (bit >> 6); r < rows; r++, at += words)
            {
                ulong code = codes[at] >> shift;
                if (straddles)
                {
                    code |= codes[at + 1] << (64 - shift);
                }

                int own = isOutput ? LogitCode(values[r], scale, zeroPoint) : HiddenCode(values[r], bipolar, zeroPoint);
                different += (int)(code & mask) != own ? 1 : 0;
            }
        }

        return different;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LogitCode(float value, float scale, int zeroPoint)
    {
        float units = MathF.Floor(value / scale + 0.5f);
        return unchecked((float.IsNaN(units) ? 0 : (int)Math.Clamp(units, -zeroPoint, zeroPoint)) + zeroPoint);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HiddenCode(float value, bool bipolar, int zeroPoint) =>
        bipolar ? (value > 0 ? 1 : 0) : unchecked((int)value + zeroPoint);

    private AlignedBuffer InputsOf(int layer) => layer == 0 ? batch.Inputs : layers[layer - 1].Outputs;

    private void Begin(LabeledRows rows)
    {
        RowsCheck.Require(network.Network, rows);
        foreach (LayerWorkspace layer in layers)
        {
            LayerForward.QuantizeWeights(layer);
        }
    }

    private void Load(LabeledRows rows, int first) => Load(rows, first, rows.Count);

    private void Load(LabeledRows rows, int first, int count)
    {
        int here = Math.Min(Capacity, count - first);
        for (int r = 0; r < here; r++)
        {
            order[r] = first + r;
        }

        batch.Load(rows, order.AsSpan(0, here));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CountCorrect()
    {
        float* logits = layers[^1].Outputs.Pointer;
        int classes = network.Network.Output.Classes;
        int correct = 0;
        for (int r = 0; r < batch.Rows; r++)
        {
            int best = 0;
            for (int c = 1; c < classes; c++)
            {
                best = logits[c * batch.Stride + r] > logits[best * batch.Stride + r] ? c : best;
            }

            correct += best == batch.Labels[r] ? 1 : 0;
        }

        return correct;
    }
}
