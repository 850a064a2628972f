using Edge.Core.Models;
using Edge.Inference.Kernels;

namespace Edge.Inference;

/// <summary>A layer made ready for one of the host's two ways of computing it.</summary>
internal sealed unsafe class HostLayer
{
    private readonly AlignedBuffer? weights;
    private readonly AlignedBuffer? biases;
    private readonly SegmentTables? segments;

    // Reach of each neuron's accumulators, [neurons].
    private readonly long[] smallest = [];
    private readonly long[] largest = [];

    /// <param name="layer">A layer of a checked model.</param>
    /// <param name="accumulators">True where accumulators will be asked for: bit-slicing has none.</param>
    /// <param name="path">Instructions to use.</param>
    public HostLayer(DenseLayer layer, bool accumulators, VectorPath path)
    {
        Layer = layer;
        Neurons = layer.Output.Width;
        CountBits = HostCodes.CountBits(layer);
        IsSliced = !accumulators && layer.WeightBits == 1 && layer.Input.Bits == 1 && layer.Output.Bits == 1;
        if (IsSliced)
        {
            Limits = new int[Neurons];
        }
        else
        {
            Pairs = RowBlock.Pairs(layer.Input.Width);
            weights = new AlignedBuffer(4L * Neurons * Pairs);
            biases = new AlignedBuffer(4L * Neurons);
            smallest = new long[Neurons];
            largest = new long[Neurons];
            Tables = layer.Output.Bits == 1 ? null : new ThresholdTables(layer);
            segments = Tables is not null && path == VectorPath.Avx512 && SegmentSearch.IsSupported ? new SegmentTables(layer) : null;
        }

        Load();
    }

    /// <summary>Takes over the values that the layer has now. Allocates nothing, but for 16-bit tables where they fit for the first time.</summary>
    public void Load()
    {
        if (IsSliced)
        {
            LoadLimits();
            return;
        }

        int largestCode = (1 << Layer.Input.Bits) - 1;
        for (int n = 0; n < Neurons; n++)
        {
            LoadNeuron(n, Layer.Input.Map == TensorMap.Bipolar, largestCode);
        }

        if (Tables is null)
        {
            return;
        }

        Segments = segments is not null && segments.Load(smallest, largest) ? segments : null;
        if (Segments is null)
        {
            Tables.Load(smallest, largest);
        }

        for (int n = 0; n < Neurons; n++)
        {
            Biases[n] -= CenterOf(n);
        }
    }

    /// <summary>The layer of the model.</summary>
    public DenseLayer Layer { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>True for bit-slicing, false for pairs.</summary>
    public bool IsSliced { get; }

    /// <summary>Bit-slicing: the largest count of inputs differing from their weights that gives code 1; -1 for none.</summary>
    public int[] Limits { get; } = [];

    /// <summary>Bits of a count of differing inputs; 0 where weights and inputs have not one bit each.</summary>
    public int CountBits { get; }

    /// <summary>Pairs of inputs.</summary>
    public int Pairs { get; }

    /// <summary>Weights in pairs, [neurons][pairs]; for bipolar inputs doubled.</summary>
    public int* Weights => (int*)weights!.Pointer;

    /// <summary>Folded biases less the centers of the thresholds, [neurons].</summary>
    public int* Biases => (int*)biases!.Pointer;

    /// <summary>Thresholds of a layer whose codes have several bits, else null.</summary>
    public ThresholdTables? Tables { get; }

    /// <summary>The same thresholds as segments, and then not loaded into <see cref="Tables"/>; null where they can't be had so.</summary>
    public SegmentTables? Segments { get; private set; }

    /// <summary>What a neuron's accumulators lack.</summary>
    public int CenterOf(int neuron)
    {
        int[] centers = Segments is not null ? Segments.Origins : Tables is not null ? Tables.Centers : [];
        return centers.Length == 0 ? 0 : centers[centers.Length > 1 ? neuron : 0];
    }

    private void LoadNeuron(int n, bool bipolar, int largestCode)
    {
        short* row = (short*)Weights + (nint)n * 2 * Pairs;
        long negative = 0;
        long positive = 0;
        long sum = 0;
        for (int i = 0; i < Layer.Input.Width; i++)
        {
            int weight = Layer.WeightAt(n, i);
            sum += weight;
            int factor = bipolar ? 2 * weight : weight;
            row[i] = (short)factor;
            negative += Math.Min(0, factor);
            positive += Math.Max(0, factor);
        }

        // x = 2c - 1 makes the sum of w x twice the sum of w c, less the sum of w.
        Biases[n] = (int)(Layer.Biases[n] - (bipolar ? sum : 0));
        smallest[n] = Biases[n] + negative * largestCode;
        largest[n] = Biases[n] + positive * largestCode;
    }

    // With p inputs of K differing from their weights, z = b + K - 2p for bipolar inputs; for affine ones, K - p agree, and
    // z = b + (sum over w = +1 of c) - (sum over w = -1 of c) = b + ones(w) - p.
    private void LoadLimits()
    {
        for (int n = 0; n < Limits.Length; n++)
        {
            int ones = 0;
            foreach (ulong word in Layer.BinaryWeights[n])
            {
                ones += System.Numerics.BitOperations.PopCount(word);
            }

            long spare = (long)Layer.Biases[n] - Layer.ThresholdsOf(n)[0];
            long limit = Layer.Input.Map == TensorMap.Bipolar ? (spare + Layer.Input.Width) >> 1 : spare + ones;
            Limits[n] = (int)Math.Clamp(limit, -1, Layer.Input.Width);
        }
    }
}
