using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Layers;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Columns;

/// <summary>
/// One layer in float arithmetic on all rows. Running statistics of batch normalization are folded with scale and shift into one
/// multiplier and one addition per neuron, in double, then rounded to floats.
/// </summary>
internal sealed unsafe class FloatLayerEvaluator
{
    private readonly LayerPlan plan;
    private readonly LayerParameters parameters;
    private readonly AlignedBuffer weights;
    private readonly AlignedBuffer multipliers;
    private readonly AlignedBuffer additions;
    private readonly float beta;

    /// <summary>Allocates for a layer and rows.</summary>
    public FloatLayerEvaluator(NetworkParameters network, LayerPlan plan, int rows, bool normalized)
    {
        this.plan = plan;
        parameters = network.Layers[plan.Index];
        weights = plan.HasFloatWeights ? parameters.Weights : new AlignedBuffer(plan.Neurons * plan.Inputs);
        multipliers = new AlignedBuffer(plan.Neurons);
        additions = new AlignedBuffer(plan.Neurons);
        beta = FloatActivationKernel.Beta(network.Network);
        Outputs = new LayerColumns(plan.IsOutput ? "softmax" : plan.Name, plan.Neurons, plan.OutputBits, rows);
        Normalized = normalized ? new LayerColumns($"norm{plan.Index + 1}", plan.Neurons, FloatArithmeticSpec.FloatBits, rows) : null;
    }

    /// <summary>Activations; in the output layer logits, which softmax then replaces.</summary>
    public LayerColumns Outputs { get; }

    /// <summary>Outputs of batch normalization, or null.</summary>
    public LayerColumns? Normalized { get; }

    /// <summary>Takes up the layer's present values.</summary>
    /// <param name="inputScale">Of what enters the layer.</param>
    public void Prepare(float inputScale)
    {
        FloatLayerForward.QuantizeWeights(plan, parameters, weights);
        for (int n = 0; n < plan.Neurons; n++)
        {
            double multiplier = 1;
            double addition = parameters.Offsets.Span[n];
            if (plan.BatchNorm is BatchNormSpec norm)
            {
                multiplier = 1 / Math.Sqrt(Math.Max(parameters.RunningVariances.Span[n], 0.0) + norm.Epsilon);
                addition -= parameters.RunningMeans.Span[n] * multiplier;
            }

            multipliers.Span[n] = (float)(multiplier * inputScale);
            additions.Span[n] = (float)addition;
        }
    }

    /// <summary>Sums of weight times input.</summary>
    /// <param name="inputs">[inputs][stride].</param>
    /// <param name="sums">[neurons][stride].</param>
    /// <param name="stride">Distance of columns of both.</param>
    /// <param name="blocks">Blocks of 16 rows.</param>
    public void Multiply(float* inputs, float* sums, int stride, int blocks) => MatrixProduct.Multiply(
        weights.Pointer, rowStride: plan.Inputs, columnStride: 1, rows: plan.Neurons, inner: plan.Inputs, inputs, sums, stride, blocks);

    /// <summary>From sums, standing in the outputs, to outputs and keys.</summary>
    /// <param name="codes">Scratch, [neurons][stride].</param>
    /// <exception cref="DivergedException">A value is NaN.</exception>
    public void Activate(uint* codes)
    {
        bool defined = true;
        for (int n = 0; n < plan.Neurons; n++)
        {
            float* column = Outputs.Buffer.Pointer + n * Outputs.Stride;
            float* normalized = Normalized is null ? null : Normalized.Buffer.Pointer + n * Outputs.Stride;
            defined &= FloatActivationKernel.Evaluate(
                plan.Activation, beta, multipliers.Pointer[n], additions.Pointer[n], column, normalized, Outputs.Stride);
        }

        if (!defined)
        {
            throw new DivergedException(Outputs.Name);
        }

        if (Normalized is not null)
        {
            ColumnPacking.PackValues(Normalized);
        }

        if (plan.IsFakeQuantized)
        {
            FloatBounds bounds = plan.HasMovingBounds ? new FloatBounds(parameters.Bounds.Pointer[0], parameters.Bounds.Pointer[1]) : Outputs.Bounds();
            FakeQuantize(new FakeQuantizer(bounds.Lower, bounds.Upper, plan.OutputBits, plan.Float!.NudgeZero), codes);
            ColumnPacking.Pack(codes, Outputs);
        }
        else if (!plan.IsOutput)
        {
            ColumnPacking.PackValues(Outputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FakeQuantize(FakeQuantizer quantizer, uint* codes)
    {
        unchecked
        {
            FakeQuantizer q = quantizer;
            float* values = Outputs.Buffer.Pointer;
            for (int i = 0; i < Outputs.Buffer.Padded; i += Lanes.Count)
            {
                Vector512<float> code = q.Code(Vector512.Load(values + i));
                q.Value(code).Store(values + i);
                Vector512.ConvertToInt32(code).AsUInt32().Store(codes + i);
            }
        }
    }
}
