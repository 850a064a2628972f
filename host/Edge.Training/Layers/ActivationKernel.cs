using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Edge.Training.Activations;
using Edge.Training.Networks;
using Edge.Training.Numerics;
using Edge.Training.Quantizers;

namespace Edge.Training.Layers;

/// <summary>
/// Activation and quantizer of a layer over a batch: x = (z[n] + addition[n]) * scale, h = activation(x), output = quantizer(h). The
/// activation's derivative times the
/// quantizer's gradient is kept for the backward pass.
/// </summary>
internal static unsafe class ActivationKernel
{
    /// <summary>beta of swish-sign where a network names none: larq's default.</summary>
    public const double DefaultSwishBeta = 5;

    /// <summary>What the kernel reads and writes; all matrices are [neurons][stride].</summary>
    public readonly ref struct Arguments
    {
        /// <summary>z: accumulators, or normalized values.</summary>
        public required float* Accumulators { get; init; }

        /// <summary>Per neuron, added to z.</summary>
        public required float* Additions { get; init; }

        /// <summary>Multiplies the sum.</summary>
        public required float Scale { get; init; }

        /// <summary>Rows of the matrices.</summary>
        public required int Neurons { get; init; }

        /// <summary>Distance of rows.</summary>
        public required int Stride { get; init; }

        /// <summary>Blocks of 16 lanes in use.</summary>
        public required int Blocks { get; init; }

        /// <summary>Which lanes hold rows, [stride].</summary>
        public required float* Mask { get; init; }

        /// <summary>Receives integers code - zero point (bipolar: -1 and +1).</summary>
        public required float* Outputs { get; init; }

        /// <summary>Receives the derivative.</summary>
        public required float* Derivatives { get; init; }
    }

    /// <summary>Runs the kernel that a layer's plan asks for.</summary>
    /// <param name="plan">A hidden layer.</param>
    /// <param name="range">Range of its output codes.</param>
    /// <param name="network">For the pseudo-gradient and sign(0).</param>
    /// <param name="arguments">What to read and write.</param>
    /// <returns>The largest activation value over the rows of the batch, 0 or more; only taken for relu, else 0.</returns>
    public static float Run(LayerPlan plan, float range, NetworkSpec network, in Arguments arguments)
    {
        if (!plan.Grid.Bipolar)
        {
            var uniform = new UniformQuantizer(plan.Grid.StepsPerRange, range, plan.Grid.ZeroPoint != 0);
            return RunWith(plan.Activation!.Value, uniform, arguments);
        }

        Activation activation = plan.Activation!.Value;
        bool zeroIsPositive = network.SignOfZero == SignOfZero.PlusOne;
        var swish = new SwishSignGradient((float)(network.SwishBeta ?? DefaultSwishBeta));
        return network.SignGradient switch
        {
            SignGradient.SteSign => RunWith(activation, new SignQuantizer<SteSignGradient>(default, zeroIsPositive), arguments),
            SignGradient.ApproxSign => RunWith(activation, new SignQuantizer<ApproxSignGradient>(default, zeroIsPositive), arguments),
            SignGradient.SwishSign => RunWith(activation, new SignQuantizer<SwishSignGradient>(swish, zeroIsPositive), arguments),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network.SignGradient, "no such sign gradient"),
        };
    }

    private static float RunWith<TQuantizer>(Activation activation, TQuantizer quantizer, in Arguments arguments)
        where TQuantizer : struct, IActivationQuantizer => activation switch
    {
        Activation.Sign => Run<IdentityFunction, TQuantizer>(quantizer, arguments),
        Activation.Tanh => Run<TanhFunction, TQuantizer>(quantizer, arguments),
        Activation.Relu => Run<ReluFunction, TQuantizer>(quantizer, arguments),
        Activation.HardTanh => Run<HardTanhFunction, TQuantizer>(quantizer, arguments),
        Activation.Softsign => Run<SoftsignFunction, TQuantizer>(quantizer, arguments),
        Activation.Sigmoid => Run<SigmoidFunction, TQuantizer>(quantizer, arguments),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation"),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run<TActivation, TQuantizer>(TQuantizer quantizer, in Arguments arguments)
        where TActivation : struct, IActivationFunction
        where TQuantizer : struct, IActivationQuantizer
    {
        // Copies, so that the loop works on registers and not through a reference.
        TQuantizer q = quantizer;
        float* z = arguments.Accumulators;
        float* outputs = arguments.Outputs;
        float* derivatives = arguments.Derivatives;
        float* mask = arguments.Mask;
        int width = arguments.Blocks * Lanes.Count;
        Vector512<float> scale = Vector512.Create(arguments.Scale);
        Vector512<float> largest = Vector512<float>.Zero;
        unchecked
        {
            for (int n = 0; n < arguments.Neurons; n++)
            {
                Vector512<float> addition = Vector512.Create(arguments.Additions[n]);
                for (int lane = 0; lane < width; lane += Lanes.Count)
                {
                    Vector512<float> x = (Vector512.Load(z + lane) + addition) * scale;
                    Vector512<float> h = TActivation.Value(x);
                    q.Quantize(h, out Vector512<float> gradient).Store(outputs + lane);
                    (TActivation.Derivative(x, h) * gradient).Store(derivatives + lane);
                    if (typeof(TActivation) == typeof(ReluFunction))
                    {
                        largest = Lanes.Larger(h & Vector512.Load(mask + lane), largest);
                    }
                }

                z += arguments.Stride;
                outputs += arguments.Stride;
                derivatives += arguments.Stride;
            }
        }

        return typeof(TActivation) == typeof(ReluFunction) ? Lanes.MaxMagnitude(largest) : 0;
    }
}
