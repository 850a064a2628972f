using Edge.Training.Data;
using Edge.Training.Evaluation;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Columns;

/// <summary>
/// Evaluates a network in float arithmetic on a set of rows, with running statistics and stored bounds, or bounds of all these rows where
/// the network takes them from the batch; and gives every layer as columns: values for binning, codes for exact information. A layer is
/// a function of the one before, code by code, so a chain of them can be measured as one. Everything is allocated beforehand: 4 bytes per
/// row and neuron for values, 4 for the widest layer's codes, and the keys. One evaluator serves one thread.
/// </summary>
public sealed unsafe class ColumnEvaluator
{
    private const int ChunkRows = 4096;
    private readonly NetworkParameters network;
    private readonly FloatLayerEvaluator[] layers;
    private readonly SoftmaxColumns softmax;
    private readonly Batch batch;
    private readonly AlignedBuffer codes;
    private readonly AlignedBuffer chunk;
    private readonly int[] order;

    /// <summary>Allocates for a network and rows; nothing is evaluated yet.</summary>
    /// <param name="network">A network in float arithmetic, with whatever values it has at each evaluation.</param>
    /// <param name="rows">Rows with their true labels.</param>
    /// <param name="normalized">
    /// Whether the outputs of batch normalization, with their shift, are columns of their own (32 bits): <c>norm1</c> stands before
    /// <c>dense1</c>.
    /// </param>
    /// <exception cref="SpecException">The network is in integer arithmetic, or the rows do not fit it.</exception>
    public ColumnEvaluator(NetworkParameters network, LabeledRows rows, bool normalized = false)
    {
        if (network.Network.FloatArithmetic is null)
        {
            throw new SpecException([$"network {network.Network.Name} is in integer arithmetic; its codes are those of its integer model"]);
        }

        RowsCheck.Require(network.Network, rows);
        this.network = network;
        Rows = rows;
        layers = [.. network.Plans.Select(plan => new FloatLayerEvaluator(network, plan, rows.Count, normalized && plan.BatchNorm is not null))];
        softmax = new SoftmaxColumns(rows, layers[^1].Outputs, network.Network.FloatArithmetic.ProbabilityRange);
        Layers = [.. layers.SelectMany(layer => layer.Normalized is null ? [layer.Outputs] : new[] { layer.Normalized, layer.Outputs })];
        batch = new Batch(rows.Width, Math.Min(rows.Count, ChunkRows), CodeGrid.OfInput(network.Network.Input));
        bool whole = rows.Count <= ChunkRows;
        chunk = new AlignedBuffer(whole ? 0 : network.Plans[0].Neurons * batch.Stride);
        codes = new AlignedBuffer(Layers.Max(layer => layer.Width) * Lanes.RoundUp(rows.Count));
        order = new int[batch.Stride];
        if (whole)
        {
            LoadChunk(0);
        }
    }

    /// <summary>Rows that are evaluated.</summary>
    public LabeledRows Rows { get; }

    /// <summary>Layers from the input on, <c>softmax</c> last; overwritten by every evaluation.</summary>
    public IReadOnlyList<LayerColumns> Layers { get; }

    /// <summary>Evaluates the network's present values on all rows. Allocates nothing.</summary>
    /// <exception cref="DivergedException">A value is NaN.</exception>
    public void Evaluate()
    {
        for (int l = 0; l < layers.Length; l++)
        {
            layers[l].Prepare(network.InputScale(l));
            if (l == 0)
            {
                MultiplyInputs();
            }
            else
            {
                LayerColumns inputs = layers[l - 1].Outputs;
                layers[l].Multiply(inputs.Buffer.Pointer, layers[l].Outputs.Buffer.Pointer, inputs.Stride, inputs.Stride / Lanes.Count);
            }

            layers[l].Activate((uint*)codes.Pointer);
        }

        softmax.Compute((uint*)codes.Pointer);

        // Kernels hold addresses, not references.
        GC.KeepAlive(this);
    }

    /// <summary>Loss and accuracy of all rows at the last evaluation.</summary>
    public FloatEvaluation All() => softmax.All();

    /// <summary>Loss and accuracy of some rows at the last evaluation: the training rows, or the test rows.</summary>
    /// <param name="rows">Numbers of rows, at least one.</param>
    public FloatEvaluation Of(ReadOnlySpan<int> rows) => softmax.Of(rows);

    /// <summary>Most probable class of every row at the last evaluation, the lowest index on ties; [rows].</summary>
    public ReadOnlySpan<int> Predictions => softmax.Predictions;

    private void MultiplyInputs()
    {
        if (Rows.Count <= ChunkRows)
        {
            layers[0].Multiply(batch.Inputs.Pointer, layers[0].Outputs.Buffer.Pointer, batch.Stride, batch.Blocks);
            return;
        }

        LayerColumns outputs = layers[0].Outputs;
        for (int first = 0; first < Rows.Count; first += ChunkRows)
        {
            LoadChunk(first);
            layers[0].Multiply(batch.Inputs.Pointer, chunk.Pointer, batch.Stride, batch.Blocks);
            for (int n = 0; n < outputs.Width; n++)
            {
                chunk.Span.Slice(n * batch.Stride, batch.LanesInUse).CopyTo(outputs.Buffer.Span.Slice(n * outputs.Stride + first, batch.LanesInUse));
            }
        }
    }

    private void LoadChunk(int first)
    {
        int count = Math.Min(ChunkRows, Rows.Count - first);
        for (int r = 0; r < count; r++)
        {
            order[r] = first + r;
        }

        batch.Load(Rows, order.AsSpan(0, count));
    }
}
