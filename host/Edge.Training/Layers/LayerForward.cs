using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Core.Models;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Layers;

/// <summary>
/// The forward pass of one layer over a batch. Sums run over integers (weight code times input code - zero point) and are scaled
/// afterwards, so a float
/// accumulator below 2^24 is exact and equals the integer model's.
/// </summary>
internal static unsafe class LayerForward
{
    /// <summary>Quantizes the latent weights; to be done after every change of them.</summary>
    public static void QuantizeWeights(LayerWorkspace layer)
    {
        if (layer.Plan.IsFloat)
        {
            FloatLayerForward.QuantizeWeights(layer);
            return;
        }

        layer.WeightScale = WeightQuantizer.Quantize(
            layer.Parameters.Weights, layer.Plan.WeightBits, layer.Plan.HasUnitWeightScale, layer.Network.SignOfZero, layer.WeightCodes);
    }

    /// <summary>Pass (a): batch statistics, derivatives kept, running statistics and moving ranges updated after use.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="inputs">Integers that enter, [inputs][stride].</param>
    /// <param name="inputScale">Their scale.</param>
    public static void Train(LayerWorkspace layer, Batch batch, AlignedBuffer inputs, float inputScale)
    {
        float scale = Accumulate(layer, batch, inputs, inputScale);
        if (layer.Plan.BatchNorm is not null)
        {
            BatchNormalization.Normalize(
                layer.Plan.BatchNorm, layer.Parameters, batch, scale, layer.Accumulators, layer.InverseDeviations, layer.NeuronScratch);
        }

        if (layer.Plan.IsFloat)
        {
            FloatLayerForward.Activate(layer, batch, layer.Plan.BatchNorm is null ? scale : 1);
            return;
        }

        float reached = Activate(layer, batch, scale);
        if (layer.Plan.HasMovingRange)
        {
            float momentum = (float)layer.Network.RangeMomentum;
            float rest = (float)(1 - layer.Network.RangeMomentum);
            layer.Parameters.Range = momentum * layer.Parameters.Range + rest * Math.Min(reached, QuantizerRange.Largest);
        }
    }

    /// <summary>Pass (b): running statistics, stored ranges; nothing of the network changes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="inputs">Integers that enter, [inputs][stride].</param>
    /// <param name="inputScale">Their scale.</param>
    public static void Evaluate(LayerWorkspace layer, Batch batch, AlignedBuffer inputs, float inputScale)
    {
        if (layer.Plan.HasSingleThreshold)
        {
            Accumulate(layer, batch, inputs, inputScale);
            Compare(layer, batch, inputScale);
        }
        else
        {
            Observe(layer, batch, inputs, inputScale);
        }
    }

    /// <summary>Pass (b) by float activations also where a comparison would do, for the range that they reach.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="inputs">Integers that enter, [inputs][stride].</param>
    /// <param name="inputScale">Their scale.</param>
    /// <returns>The largest |logit| or relu value.</returns>
    public static float Observe(LayerWorkspace layer, Batch batch, AlignedBuffer inputs, float inputScale)
    {
        float scale = Accumulate(layer, batch, inputs, inputScale);
        if (layer.Plan.BatchNorm is not null)
        {
            BatchNormalization.NormalizeByRunning(layer.Plan.BatchNorm, layer.Parameters, batch, scale, layer.Accumulators);
        }

        return Activate(layer, batch, scale);
    }

    /// <summary>Sums of weight times input into the layer's accumulators.</summary>
    /// <returns>Scale of an accumulator.</returns>
    internal static float Accumulate(LayerWorkspace layer, Batch batch, AlignedBuffer inputs, float inputScale)
    {
        LayerPlan plan = layer.Plan;
        MatrixProduct.Multiply(
            layer.WeightCodes.Pointer,
            rowStride: plan.Inputs,
            columnStride: 1,
            rows: plan.Neurons,
            inner: plan.Inputs,
            inputs.Pointer,
            layer.Accumulators.Pointer,
            batch.Stride,
            batch.Blocks);
        return layer.WeightScale * inputScale;
    }

    private static float Activate(LayerWorkspace layer, Batch batch, float scale)
    {
        LayerPlan plan = layer.Plan;
        float* additions = layer.Additions.Pointer;
        float* offsets = layer.Parameters.Offsets.Pointer;
        for (int n = 0; n < plan.Neurons; n++)
        {
            additions[n] = plan.BatchNorm is not null ? offsets[n]
                : plan.HasSingleThreshold ? offsets[n] / scale
                : BiasInGridUnits(offsets[n], scale);
        }

        float after = plan.BatchNorm is null ? scale : 1;
        if (plan.IsOutput)
        {
            return Logits(layer, batch, after);
        }

        return ActivationKernel.Run(plan, layer.Parameters.Range, layer.Network, new ActivationKernel.Arguments
        {
            Accumulators = layer.Accumulators.Pointer,
            Additions = additions,
            Scale = after,
            Neurons = plan.Neurons,
            Stride = batch.Stride,
            Blocks = batch.Blocks,
            Mask = batch.Mask,
            Outputs = layer.Outputs.Pointer,
            Derivatives = layer.Derivatives.Pointer,
        });
    }

    /// <summary>
    /// A bias on the grid of the accumulator, as the integer model will hold it: floor(bias / scale + 1/2) within +-2^30; NaN gives 0.
    /// </summary>
    public static float BiasInGridUnits(float bias, float scale)
    {
        float units = MathF.Floor(bias / scale + 0.5f);
        return float.IsNaN(units) ? 0 : Math.Clamp(units, -ModelLimits.MaxBias, ModelLimits.MaxBias);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Logits(LayerWorkspace layer, Batch batch, float scale)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> scales = Vector512.Create(scale);
            Vector512<float> largest = Vector512<float>.Zero;
            float* z = layer.Accumulators.Pointer;
            float* logits = layer.Outputs.Pointer;
            for (int c = 0; c < layer.Plan.Neurons; c++, z += batch.Stride, logits += batch.Stride)
            {
                Vector512<float> addition = Vector512.Create(layer.Additions.Pointer[c]);
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> logit = (Vector512.Load(z + lane) + addition) * scales;
                    logit.Store(logits + lane);
                    largest = Lanes.Larger(Vector512.Abs(logit) & Vector512.Load(batch.Mask + lane), largest);
                }
            }

            return Lanes.MaxMagnitude(largest);
        }
    }

    /// <summary>From accumulators to one-bit outputs, by running statistics.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compare(LayerWorkspace layer, Batch batch, float inputScale)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            LayerPlan plan = layer.Plan;
            bool orEqual = !plan.Grid.Bipolar || layer.Network.SignOfZero == SignOfZero.PlusOne;
            Vector512<float> below = Vector512.Create(plan.Grid.Bipolar ? -1f : 0f);
            float* z = layer.Accumulators.Pointer;
            float* outputs = layer.Outputs.Pointer;
            for (int n = 0; n < plan.Neurons; n++, z += batch.Stride, outputs += batch.Stride)
            {
                double c = ExactThreshold.Of(plan, layer.Parameters, n, 1, layer.WeightScale, inputScale);
                Vector512<float> threshold = Vector512.Create(ExactThreshold.AsFloat(c, orEqual));
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> passed = Vector512.GreaterThanOrEqual(Vector512.Load(z + lane), threshold);
                    Vector512.ConditionalSelect(passed, Vector512<float>.One, below).Store(outputs + lane);
                }
            }
        }
    }
}
