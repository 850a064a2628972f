using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Layers;

/// <summary>What differs in the forward pass of a layer in float arithmetic: weights, activations and their fake quantization.</summary>
internal static unsafe class FloatLayerForward
{
    /// <summary>Makes the weights that are computed with; to be done after every change of the latents.</summary>
    public static void QuantizeWeights(LayerWorkspace layer)
    {
        layer.WeightScale = 1;
        QuantizeWeights(layer.Plan, layer.Parameters, layer.WeightCodes);
    }

    /// <summary>Makes the weights that are computed with.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="parameters">Its latents.</param>
    /// <param name="weights">Receives the weights; the latents themselves where they are used as they are.</param>
    public static void QuantizeWeights(LayerPlan plan, LayerParameters parameters, AlignedBuffer weights)
    {
        if (!plan.HasFloatWeights)
        {
            FakeWeightQuantizer.Quantize(parameters.Weights, plan.WeightBits, weights);
        }
    }

    /// <summary>Training: from accumulators (or xHat) to outputs and derivatives; moving bounds are moved, then used.</summary>
    /// <param name="layer">The layer, its accumulators computed.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="scale">Of an accumulator; 1 after batch normalization.</param>
    public static void Activate(LayerWorkspace layer, Batch batch, float scale)
    {
        LayerPlan plan = layer.Plan;
        if (plan.IsOutput)
        {
            Logits(layer, batch, scale);
            return;
        }

        FloatBounds reached = FloatActivationKernel.Train(plan.Activation!.Value, FloatActivationKernel.Beta(layer.Network), scale, layer, batch);
        if (plan.IsFakeQuantized)
        {
            FloatBounds bounds = plan.HasMovingBounds ? Move(layer, reached) : reached;

            // Between the very bounds of the batch nothing lies outside, and no gradient stops.
            bool stops = plan.HasMovingBounds || plan.Float!.NudgeZero;
            FakeQuantize(layer, batch, new FakeQuantizer(bounds.Lower, bounds.Upper, plan.OutputBits, plan.Float!.NudgeZero), stops);
        }
    }

    /// <summary>Moves the bounds of a layer towards those of a batch.</summary>
    /// <returns>The moved bounds.</returns>
    private static FloatBounds Move(LayerWorkspace layer, FloatBounds reached)
    {
        float momentum = (float)layer.Network.RangeMomentum;
        float rest = (float)(1 - layer.Network.RangeMomentum);
        float* bounds = layer.Parameters.Bounds.Pointer;
        bounds[0] = momentum * bounds[0] + rest * reached.Lower;
        bounds[1] = momentum * bounds[1] + rest * reached.Upper;
        return new FloatBounds(bounds[0], bounds[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FakeQuantize(LayerWorkspace layer, Batch batch, FakeQuantizer quantizer, bool stops)
    {
        unchecked
        {
            FakeQuantizer q = quantizer;
            int width = batch.LanesInUse;
            float* outputs = layer.Outputs.Pointer;
            float* derivatives = layer.Derivatives.Pointer;
            for (int n = 0; n < layer.Plan.Neurons; n++, outputs += batch.Stride, derivatives += batch.Stride)
            {
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> h = Vector512.Load(outputs + lane);
                    q.Value(q.Code(h)).Store(outputs + lane);
                    if (stops)
                    {
                        (Vector512.Load(derivatives + lane) & q.Within(h)).Store(derivatives + lane);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Logits(LayerWorkspace layer, Batch batch, float scale)
    {
        unchecked
        {
            int width = batch.LanesInUse;
            Vector512<float> scales = Vector512.Create(scale);
            float* z = layer.Accumulators.Pointer;
            float* logits = layer.Outputs.Pointer;
            for (int c = 0; c < layer.Plan.Neurons; c++, z += batch.Stride, logits += batch.Stride)
            {
                Vector512<float> addition = Vector512.Create(layer.Parameters.Offsets.Pointer[c]);
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512.FusedMultiplyAdd(Vector512.Load(z + lane), scales, addition).Store(logits + lane);
                }
            }
        }
    }
}
