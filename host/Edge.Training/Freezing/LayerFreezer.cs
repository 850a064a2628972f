using Edge.Core.Models;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Freezing;

/// <summary>
/// Freezes one layer, again and again into the same arrays. Batch normalization, bias, activation and quantizer become biases and
/// thresholds on the accumulator's grid. A single threshold goes into the bias: with c = <see cref="ExactThreshold"/>,
/// accumulator &gt;= c is accumulator - ceil(c) &gt;= 0, and accumulator &gt; c (sign(0) = -1) is accumulator - (floor(c) + 1) &gt;= 0.
/// Several thresholds are one table ceil(u_j / s), or with batch normalization one table per neuron.
/// </summary>
internal sealed class LayerFreezer
{
    private readonly NetworkParameters network;
    private readonly LayerPlan plan;
    private readonly LayerParameters parameters;
    private readonly AlignedBuffer codes;
    private readonly int zeroPoint;

    // Where the activation crosses to each code from 1 on; it depends on the range alone, which only relu and logits move.
    private readonly double[] crossings;
    private float crossingsRange = float.NaN;

    /// <summary>Allocates for a layer.</summary>
    /// <param name="network">The network; its values are read at each <see cref="Freeze"/>.</param>
    /// <param name="index">The layer, 0 nearest the input.</param>
    /// <param name="input">Format of what enters.</param>
    public LayerFreezer(NetworkParameters network, int index, TensorFormat input)
    {
        this.network = network;
        plan = network.Plans[index];
        parameters = network.Layers[index];
        zeroPoint = network.InputGrid(index).ZeroPoint;
        codes = new AlignedBuffer(plan.Neurons * plan.Inputs);
        crossings = new double[plan.HasSingleThreshold ? 0 : plan.Grid.TopCode];
        bool perNeuron = plan.BatchNorm is not null && !plan.HasSingleThreshold;
        Layer = new DenseLayer(
            input,
            plan.Grid.Format(plan.Neurons),
            plan.WeightBits,
            plan.WeightBits == 1 ? Rows<ulong>(plan.Neurons, DenseLayer.WordsPerRow(plan.Inputs)) : null!,
            plan.WeightBits == 1 ? null! : Rows<sbyte>(plan.Neurons, plan.Inputs),
            new int[plan.Neurons],
            perNeuron,
            Rows<int>(perNeuron ? plan.Neurons : 1, plan.Grid.TopCode));
    }

    /// <summary>The layer; its arrays change with each <see cref="Freeze"/>.</summary>
    public DenseLayer Layer { get; }

    /// <summary>Scale of an integer weight at the last <see cref="Freeze"/>.</summary>
    public float WeightScale { get; private set; }

    /// <summary>Freezes the values that the layer has now. Allocates nothing.</summary>
    public void Freeze()
    {
        WeightScale = WeightQuantizer.Quantize(
            parameters.Weights, plan.WeightBits, plan.HasUnitWeightScale, network.Network.SignOfZero, codes);
        if (plan.WeightBits == 1)
        {
            WeightPacking.Binary(codes.Span, plan.Inputs, Layer.BinaryWeights);
        }
        else
        {
            WeightPacking.Bytes(codes.Span, plan.Inputs, Layer.Weights);
        }

        float inputScale = network.InputScale(plan.Index);
        FreezeBiases(inputScale);
        if (!plan.HasSingleThreshold)
        {
            FreezeThresholds(inputScale);
        }
    }

    private static T[][] Rows<T>(int rows, int length)
    {
        var array = new T[rows][];
        for (int row = 0; row < rows; row++)
        {
            array[row] = new T[length];
        }

        return array;
    }

    private void FreezeBiases(float inputScale)
    {
        bool orEqual = !plan.Grid.Bipolar || network.Network.SignOfZero == SignOfZero.PlusOne;
        ReadOnlySpan<float> weights = codes.Span;
        for (int n = 0; n < plan.Neurons; n++)
        {
            double bias = 0;
            if (plan.HasSingleThreshold)
            {
                double c = ExactThreshold.Of(plan, parameters, n, 1, WeightScale, inputScale);
                bias = orEqual ? -Math.Ceiling(c) : -(Math.Floor(c) + 1);
            }
            else if (plan.BatchNorm is null)
            {
                bias = LayerForward.BiasInGridUnits(parameters.Offsets.Span[n], WeightScale * inputScale);
            }

            double taken = zeroPoint == 0 ? 0 : zeroPoint * SumOf(weights.Slice(n * plan.Inputs, plan.Inputs));
            Layer.Biases[n] = (int)Math.Clamp(bias - taken, -ModelLimits.MaxBias, ModelLimits.MaxBias);
        }
    }

    private void FreezeThresholds(float inputScale)
    {
        // A NaN range never equals the last one and is computed anew.
        if (parameters.Range != crossingsRange)
        {
            Preimage.Fill(plan, parameters.Range, crossings);

            crossingsRange = parameters.Range;
        }

        double s = (double)WeightScale * inputScale;
        if (plan.BatchNorm is null)
        {
            CrossingThresholds.Fill(crossings, s, Layer.Thresholds[0]);
            return;
        }

        for (int n = 0; n < plan.Neurons; n++)
        {
            int before = int.MinValue;
            int[] table = Layer.Thresholds[n];
            double mean = Defined.Number(parameters.RunningMeans.Span[n]);
            double offset = Defined.Number(parameters.Offsets.Span[n]);
            double deviation = ExactThreshold.Deviation(plan, parameters, n);
            for (int j = 0; j < table.Length; j++)
            {
                before = Math.Max(before, CrossingThresholds.SaturatedCeiling((mean - (offset - crossings[j]) * deviation) / s));
                table[j] = before;
            }
        }
    }

    private static double SumOf(ReadOnlySpan<float> codes)
    {
        double sum = 0;
        foreach (float code in codes)
        {
            sum += code;
        }

        return sum;
    }
}
