using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;

namespace Edge.Training.Tests.Support;

/// <summary>
/// A network in float arithmetic by the definitions, in double loops, independent of the trainer. For gradients every quantizer q is
/// replaced, around the first values it saw, by q(h0) + g (h - h0) with g 1 within the bounds and 0 outside: at these values it is the
/// quantized network, and its derivatives can be taken by differences.
/// </summary>
internal sealed class SlowFloatNetwork
{
    private readonly NetworkParameters network;
    private readonly double[][] inputs;
    private readonly int[] labels;
    private readonly bool training;
    private readonly List<(double Value, double Quantized, double Gradient)> points = [];
    private bool recording = true;
    private int at;

    public SlowFloatNetwork(NetworkParameters network, LabeledRows rows, bool training)
    {
        this.network = network;
        this.training = training;
        InputSpec input = network.Network.Input;
        inputs = [.. Enumerable.Range(0, rows.Count).Select(r => Enumerable.Range(0, rows.Width).Select(i =>
            input.Map == InputMap.Bipolar ? 2.0 * rows.CodeAt(r, i) - 1 : input.Scale * (double)(rows.CodeAt(r, i) - input.ZeroPoint)).ToArray())];
        labels = rows.Labels.ToArray();
        Weights = [.. network.Layers.Select(layer => Doubles(layer.Weights.Span))];
        Offsets = [.. network.Layers.Select(layer => Doubles(layer.Offsets.Span))];
        Loss();
        recording = false;
    }

    public double[][] Weights { get; }

    public double[][] Offsets { get; }

    /// <summary>Per layer [rows][neurons]: what enters the activation.</summary>
    public List<double[][]> Normalized { get; } = [];

    /// <summary>Per layer [rows][neurons]: what leaves it; logits at last.</summary>
    public List<double[][]> Outputs { get; } = [];

    public double Loss()
    {
        at = 0;
        Normalized.Clear();
        Outputs.Clear();
        double[][] x = inputs;
        for (int l = 0; l < network.Plans.Length; l++)
        {
            x = Layer(l, x);
            Outputs.Add(x);
        }

        return Enumerable.Range(0, x.Length).Average(r => Math.Log(x[r].Sum(Math.Exp)) - x[r][labels[r]]);
    }

    public double[][] Probabilities() => [.. Outputs[^1].Select(row => row.Select(logit => Math.Exp(logit) / row.Sum(Math.Exp)).ToArray())];

    private double[][] Layer(int l, double[][] x)
    {
        LayerPlan plan = network.Plans[l];
        double[] w = WeightsOf(l);
        double[][] a = [.. x.Select(row => Enumerable.Range(0, plan.Neurons).Select(n => Enumerable.Range(0, plan.Inputs).Sum(i => w[n * plan.Inputs + i] * row[i])).ToArray())];
        for (int n = 0; n < plan.Neurons; n++)
        {
            double mean = 0;
            double deviation = 1;
            if (plan.BatchNorm is BatchNormSpec norm)
            {
                mean = training ? a.Average(row => row[n]) : network.Layers[l].RunningMeans.Span[n];
                double variance = training ? a.Average(row => (row[n] - mean) * (row[n] - mean)) : network.Layers[l].RunningVariances.Span[n];
                deviation = Math.Sqrt(variance + norm.Epsilon);
            }

            foreach (double[] row in a)
            {
                row[n] = (row[n] - mean) / deviation + Offsets[l][n];
            }
        }

        Normalized.Add(a);
        if (plan.IsOutput)
        {
            return a;
        }

        double[][] h = [.. a.Select(row => row.Select(value => Activate(plan.Activation!.Value, value)).ToArray())];
        if (plan.OutputBits == 32)
        {
            return h;
        }

        (double lower, double upper) = (h.Min(row => row.Min()), h.Max(row => row.Max()));
        if (plan.Float!.ActivationRange == ActivationRange.Moving)
        {
            // In training the bounds are moved before they are used; the network still holds those from before.
            float[] bounds = network.Layers[l].Bounds.Span.ToArray();
            double momentum = training ? network.Network.RangeMomentum : 1;
            lower = momentum * bounds[0] + (1 - momentum) * lower;
            upper = momentum * bounds[1] + (1 - momentum) * upper;
        }

        double steps = (1 << plan.OutputBits) - 1;
        return [.. h.Select(row => row.Select(value => Quantize(value, lower, upper, steps, plan.Float.NudgeZero)).ToArray())];
    }

    private double[] WeightsOf(int l)
    {
        int bits = network.Plans[l].WeightBits;
        double[] present = Doubles(network.Layers[l].Weights.Span);
        return bits == 32
            ? Weights[l]
            : [.. Weights[l].Select(w => Quantize(w, Math.Min(0, present.Min()), Math.Max(0, present.Max()), (1 << bits) - 1, nudge: true, stops: false))];
    }

    private double Activate(Activation activation, double x)
    {
        double sigma = 1 / (1 + Math.Exp(-(network.Network.SwishBeta ?? 5) * x));
        return activation switch
        {
            Activation.Tanh => Math.Tanh(x),
            Activation.Relu => Math.Max(x, 0),
            Activation.HardTanh => Math.Clamp(x, -1, 1),
            Activation.Softsign => x / (1 + Math.Abs(x)),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
            Activation.SignSwish => 2 * sigma * (1 + (network.Network.SwishBeta ?? 5) * x * (1 - sigma)) - 1,
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };
    }

    private double Quantize(double value, double lower, double upper, double steps, bool nudge, bool stops = true)
    {
        if (recording)
        {
            double scale = (upper - lower) / steps;
            if (nudge)
            {
                double zero = Math.Clamp(Math.Floor(-lower / scale + 0.5), 0, steps);
                (lower, upper) = (-zero * scale, (steps - zero) * scale);
            }

            double code = Math.Clamp(Math.Floor((value - lower) / scale + 0.5), 0, steps);
            bool within = value >= lower - 1e-9 && value <= upper + 1e-9;
            points.Add((value, lower + code * scale, within || !stops ? 1 : 0));
        }

        (double first, double quantized, double gradient) = points[at++];
        return quantized + gradient * (value - first);
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}
