using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Layers;

/// <summary>The backward pass of one layer over a batch, after <see cref="LayerForward.Train"/>.</summary>
internal static unsafe class LayerBackward
{
    /// <summary>Gradients of the layer's parameters from its deltas.</summary>
    /// <param name="layer">The layer; its deltas become those by the sums (before batch normalization).</param>
    /// <param name="batch">Rows.</param>
    /// <param name="inputs">Integers that entered, [inputs][stride].</param>
    /// <param name="inputScale">Their scale.</param>
    /// <param name="gradients">Receives the gradients.</param>
    public static void Parameters(LayerWorkspace layer, Batch batch, AlignedBuffer inputs, float inputScale, LayerGradients gradients)
    {
        LayerPlan plan = layer.Plan;
        if (plan.BatchNorm is not null)
        {
            BatchNormalization.Backward(
                batch, layer.Accumulators, layer.InverseDeviations, layer.Deltas, gradients.Offsets, layer.NeuronScratch);
            if (!plan.BatchNorm.LearnedShift)
            {
                gradients.Offsets.Span.Clear();
            }
        }
        else
        {
            SumDeltas(layer, batch, gradients.Offsets);
        }

        // Scales are not differentiated: a binary weight is its scale times sign(latent), a k-bit weight stands for its latent.
        float scale = plan.WeightBits == 1 ? inputScale * layer.WeightScale : inputScale;
        BatchCorrelation.Compute(
            layer.Deltas.Pointer, plan.Neurons, inputs.Pointer, plan.Inputs, batch.Stride, batch.Blocks, scale, gradients.Weights.Pointer);
        if (plan.WeightBits == 1)
        {
            WeightQuantizer.ApplySteSign(layer.Parameters.Weights, gradients.Weights);
        }
    }

    /// <summary>Deltas of the layer before: transposed weights times deltas, times the derivative of its quantized activation.</summary>
    /// <param name="layer">The layer whose deltas are known.</param>
    /// <param name="before">The layer before; its deltas are written.</param>
    /// <param name="batch">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs(LayerWorkspace layer, LayerWorkspace before, Batch batch)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            LayerPlan plan = layer.Plan;
            MatrixProduct.Multiply(
                layer.WeightCodes.Pointer,
                rowStride: 1,
                columnStride: plan.Inputs,
                rows: plan.Inputs,
                inner: plan.Neurons,
                layer.Deltas.Pointer,
                before.Deltas.Pointer,
                batch.Stride,
                batch.Blocks);
            Vector512<float> scale = Vector512.Create(layer.WeightScale);
            float* deltas = before.Deltas.Pointer;
            float* derivatives = before.Derivatives.Pointer;
            for (int i = 0; i < plan.Inputs; i++, deltas += batch.Stride, derivatives += batch.Stride)
            {
                for (nint lane = 0; lane < width; lane += Lanes.Count)
                {
                    (Vector512.Load(deltas + lane) * scale * Vector512.Load(derivatives + lane)).Store(deltas + lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumDeltas(LayerWorkspace layer, Batch batch, AlignedBuffer gradients)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            float* row = layer.Deltas.Pointer;
            for (int n = 0; n < gradients.Length; n++, row += batch.Stride)
            {
                Vector512<float> sums = Vector512<float>.Zero;
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    sums += Vector512.Load(row + lane);
                }

                gradients.Pointer[n] = Lanes.Sum(sums);
            }
        }
    }
}
