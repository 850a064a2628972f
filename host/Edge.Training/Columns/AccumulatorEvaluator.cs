using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Columns;

/// <summary>
/// Outputs of batch normalization of a network with binary activations, as columns. Codes are the accumulators (sums of integer weight times
/// integer input, plus their largest magnitude): batch normalization without scale maps them one to one, so they carry exactly its
/// information, and they are those of the integer model on every row. Values are the outputs themselves, by running statistics and with the
/// shift, for binning. One evaluator serves one thread.
/// </summary>
public sealed unsafe class AccumulatorEvaluator
{
    private const int Capacity = 256;

    // Float sums of integers are exact below it.
    private const int ExactIntegers = 1 << 24;

    private readonly NetworkParameters network;
    private readonly Batch batch;
    private readonly LayerWorkspace[] layers;
    private readonly LayerColumns?[] columns;
    private readonly int[] bounds;
    private readonly AlignedBuffer codes;
    private readonly int[] order = new int[Capacity];

    /// <summary>Allocates for a network and rows; nothing is evaluated yet.</summary>
    /// <param name="network">
    /// A network in integer arithmetic whose hidden layers have one-bit activations, with whatever values it has at each evaluation.
    /// </param>
    /// <param name="rows">Rows.</param>
    /// <exception cref="SpecException">The network is of another kind, a layer's accumulators leave the exact floats, or the rows do not fit.</exception>
    public AccumulatorEvaluator(NetworkParameters network, LabeledRows rows)
    {
        RowsCheck.Require(network.Network, rows);
        this.network = network;
        Rows = rows;
        bounds = [.. network.Plans.Select(plan => BoundOf(network, plan))];
        Require(network, bounds);
        batch = new Batch(rows.Width, Capacity, CodeGrid.OfInput(network.Network.Input));
        layers = [.. network.Plans.Select(plan => new LayerWorkspace(network, plan.Index, batch.Stride))];
        columns = [.. network.Plans.Select((plan, l) => plan.BatchNorm is null
            ? null
            : new LayerColumns($"norm{l + 1}", plan.Neurons, BitsFor(bounds[l]), rows.Count))];
        Layers = [.. columns.OfType<LayerColumns>()];
        codes = new AlignedBuffer(Layers.Max(layer => layer.Width * layer.Stride));
    }

    /// <summary>Rows that are evaluated.</summary>
    public LabeledRows Rows { get; }

    /// <summary><c>norm1</c>, ..., one for each layer with batch normalization, from the input on; overwritten by every evaluation.</summary>
    public IReadOnlyList<LayerColumns> Layers { get; }

    /// <summary>Evaluates the network's present values on all rows. Allocates nothing.</summary>
    public void Evaluate()
    {
        foreach (LayerWorkspace layer in layers)
        {
            LayerForward.QuantizeWeights(layer);
        }

        for (int first = 0; first < Rows.Count; first += Capacity)
        {
            int count = Math.Min(Capacity, Rows.Count - first);
            for (int r = 0; r < count; r++)
            {
                order[r] = first + r;
            }

            batch.Load(Rows, order.AsSpan(0, count));
            AlignedBuffer inputs = batch.Inputs;
            for (int l = 0; l < layers.Length; l++)
            {
                LayerForward.Accumulate(layers[l], batch, inputs, network.InputScale(l));
                if (columns[l] is LayerColumns layer)
                {
                    CopyAccumulators(layers[l], layer, first);
                }

                if (!layers[l].Plan.IsOutput)
                {
                    LayerForward.Compare(layers[l], batch, network.InputScale(l));
                    inputs = layers[l].Outputs;
                }
            }
        }

        for (int l = 0; l < layers.Length; l++)
        {
            if (columns[l] is LayerColumns layer)
            {
                Finish(l, layer);
            }
        }

        GC.KeepAlive(this);
    }

    private static void Require(NetworkParameters network, int[] bounds)
    {
        var faults = new FaultList();
        string name = network.Network.Name;
        faults.Check(network.Network.FloatArithmetic is null, $"network {name} is in float arithmetic; its column evaluator gives what batch normalization gives");
        faults.Check(network.Plans.Any(plan => plan.BatchNorm is not null), $"network {name} has no batch normalization");
        foreach (LayerPlan plan in network.Plans)
        {
            faults.Check(
                plan.IsOutput || plan.HasSingleThreshold,
                $"{plan.Name}: its activations have several thresholds; accumulators are exact behind one-bit activations only");
            faults.Check(bounds[plan.Index] < ExactIntegers, $"{plan.Name}: accumulators up to {bounds[plan.Index]} leave the exact integers of floats");
        }

        if (faults.Lines.Count > 0)
        {
            throw new SpecException(faults.Lines);
        }
    }

    private static int BoundOf(NetworkParameters network, LayerPlan plan)
    {
        CodeGrid grid = network.InputGrid(plan.Index);
        long largest = grid.Bipolar ? 1 : Math.Max(grid.ZeroPoint, (long)grid.TopCode - grid.ZeroPoint);
        long weight = plan.WeightBits == 1 ? 1 : plan.IsFloat ? 0 : (1 << (plan.WeightBits - 1)) - 1;
        return (int)Math.Min(plan.Inputs * largest * weight, int.MaxValue);
    }

    private static int BitsFor(int bound) => BitOperations.Log2(2 * (uint)bound) + 1;

    private void CopyAccumulators(LayerWorkspace layer, LayerColumns columns, int first)
    {
        for (int n = 0; n < columns.Width; n++)
        {
            layer.Accumulators.Span.Slice(n * batch.Stride, batch.Rows).CopyTo(columns.Buffer.Span[(n * columns.Stride + first)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(int index, LayerColumns columns)
    {
        LayerPlan plan = network.Plans[index];
        LayerParameters parameters = network.Layers[index];
        double scale = (double)layers[index].WeightScale * network.InputScale(index);
        float* values = columns.Buffer.Pointer;
        uint* to = (uint*)codes.Pointer;
        unchecked
        {
            Vector512<int> bound = Vector512.Create(bounds[index]);
            for (int n = 0; n < columns.Width; n++, values += columns.Stride, to += columns.Stride)
            {
                double inverse = 1 / Math.Sqrt(Math.Max(parameters.RunningVariances.Pointer[n], 0.0) + plan.BatchNorm!.Epsilon);
                double shift = parameters.Offsets.Pointer[n] - parameters.RunningMeans.Pointer[n] * inverse;
                Vector512<float> multiplier = Vector512.Create((float)(scale * inverse));
                Vector512<float> addition = Vector512.Create((float)shift);
                for (int lane = 0; lane < columns.Stride; lane += Lanes.Count)
                {
                    Vector512<float> z = Vector512.Load(values + lane);
                    (Vector512.ConvertToInt32(z) + bound).AsUInt32().Store(to + lane);
                    Vector512.FusedMultiplyAdd(z, multiplier, addition).Store(values + lane);
                }
            }
        }

        ColumnPacking.Pack((uint*)codes.Pointer, columns);
    }
}
