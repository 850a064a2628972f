using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Activations;
using Edge.Training.Networks;
using Edge.Training.Numerics;

namespace Edge.Training.Layers;

/// <summary>Activations of a layer in float arithmetic: h = activation(z * scale + addition), before any quantization.</summary>
internal static unsafe class FloatActivationKernel
{
    /// <summary>beta of sign-swish.</summary>
    public static float Beta(NetworkSpec network) => (float)(network.SwishBeta ?? ActivationKernel.DefaultSwishBeta);

    /// <summary>Activations and their derivatives over a batch.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="beta">beta of sign-swish; nothing to the others.</param>
    /// <param name="scale">Of an accumulator.</param>
    /// <param name="layer">Its accumulators and offsets are read, its outputs and derivatives written.</param>
    /// <param name="batch">Rows.</param>
    /// <returns>Bounds of the activations of the batch; only taken where they are quantized.</returns>
    public static FloatBounds Train(Activation activation, float beta, float scale, LayerWorkspace layer, Batch batch) => activation switch
    {
        Activation.Tanh => Train<TanhFunction>(1, scale, layer, batch),
        Activation.Relu => Train<ReluFunction>(1, scale, layer, batch),
        Activation.HardTanh => Train<HardTanhFunction>(1, scale, layer, batch),
        Activation.Softsign => Train<SoftsignFunction>(1, scale, layer, batch),
        Activation.Sigmoid => Train<SigmoidFunction>(1, scale, layer, batch),
        Activation.SignSwish => Train<SignSwishFunction>(beta, scale, layer, batch),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation in float arithmetic"),
    };

    /// <summary>Activations of one neuron on many rows: x = z * multiplier + addition, z becomes h(x).</summary>
    /// <param name="activation">The activation; null for x itself.</param>
    /// <param name="beta">beta of sign-swish; nothing to the others.</param>
    /// <param name="multiplier">Of a sum.</param>
    /// <param name="addition">Added to it.</param>
    /// <param name="z">Sums in, activations out; [width].</param>
    /// <param name="x">Receives x, [width]; null where nobody wants it.</param>
    /// <param name="width">Lanes, a multiple of 16.</param>
    /// <returns>Whether no x is NaN.</returns>
    public static bool Evaluate(Activation? activation, float beta, float multiplier, float addition, float* z, float* x, int width) =>
        activation switch
        {
            null => Evaluate<IdentityFunction>(1, multiplier, addition, z, x, width),
            Activation.Tanh => Evaluate<TanhFunction>(1, multiplier, addition, z, x, width),
            Activation.Relu => Evaluate<ReluFunction>(1, multiplier, addition, z, x, width),
            Activation.HardTanh => Evaluate<HardTanhFunction>(1, multiplier, addition, z, x, width),
            Activation.Softsign => Evaluate<SoftsignFunction>(1, multiplier, addition, z, x, width),
            Activation.Sigmoid => Evaluate<SigmoidFunction>(1, multiplier, addition, z, x, width),
            Activation.SignSwish => Evaluate<SignSwishFunction>(beta, multiplier, addition, z, x, width),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation in float arithmetic"),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static FloatBounds Train<TActivation>(float beta, float scale, LayerWorkspace layer, Batch batch)
        where TActivation : struct, IActivationFunction
    {
        unchecked
        {
            int width = batch.LanesInUse;
            float* z = layer.Accumulators.Pointer;
            float* outputs = layer.Outputs.Pointer;
            float* derivatives = layer.Derivatives.Pointer;
            float* mask = batch.Mask;
            bool bounded = layer.Plan.IsFakeQuantized;
            int whole = batch.Rows / Lanes.Count * Lanes.Count;
            Vector512<float> scales = Vector512.Create(scale);
            Vector512<float> betas = Vector512.Create(beta);
            Vector512<float> least = Vector512.Create(float.PositiveInfinity);
            Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
            for (int n = 0; n < layer.Plan.Neurons; n++, z += batch.Stride, outputs += batch.Stride, derivatives += batch.Stride)
            {
                Vector512<float> addition = Vector512.Create(layer.Parameters.Offsets.Pointer[n]);
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> x = Vector512.FusedMultiplyAdd(Vector512.Load(z + lane), scales, addition);
                    if (typeof(TActivation) == typeof(SignSwishFunction))
                    {
                        x *= betas;
                    }

                    Vector512<float> h = TActivation.Value(x);
                    Vector512<float> derivative = TActivation.Derivative(x, h);
                    if (typeof(TActivation) == typeof(SignSwishFunction))
                    {
                        derivative *= betas;
                    }

                    h.Store(outputs + lane);
                    derivative.Store(derivatives + lane);
                    if (bounded)
                    {
                        if (lane < whole)
                        {
                            least = Lanes.Smaller(h, least);
                            largest = Lanes.Larger(h, largest);
                        }
                        else
                        {
                            // A lane beyond the batch takes part with a bound that it can't move.
                            Vector512<float> row = Vector512.Load(mask + lane);
                            least = Lanes.Smaller(Vector512.ConditionalSelect(row, h, least), least);
                            largest = Lanes.Larger(Vector512.ConditionalSelect(row, h, largest), largest);
                        }
                    }
                }
            }

            return bounded ? new FloatBounds(Lanes.Min(least), Lanes.Max(largest)) : default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Evaluate<TActivation>(float beta, float multiplier, float addition, float* z, float* x, int width)
        where TActivation : struct, IActivationFunction
    {
        unchecked
        {
            Vector512<float> multipliers = Vector512.Create(multiplier);
            Vector512<float> additions = Vector512.Create(addition);
            Vector512<float> betas = Vector512.Create(beta);
            Vector512<float> numbers = Vector512<float>.AllBitsSet;
            for (int lane = 0; lane < width; lane += Lanes.Count)
            {
                Vector512<float> at = Vector512.FusedMultiplyAdd(Vector512.Load(z + lane), multipliers, additions);
                numbers &= Vector512.Equals(at, at);
                if (x != null)
                {
                    at.Store(x + lane);
                }

                TActivation.Value(typeof(TActivation) == typeof(SignSwishFunction) ? at * betas : at).Store(z + lane);
            }

            return Vector512.EqualsAll(numbers.AsInt32(), Vector512<int>.AllBitsSet);
        }
    }
}
