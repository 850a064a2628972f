using Edge.Training.Data;
using Edge.Training.Layers;
using Edge.Training.Networks;

namespace Edge.Training.Tests.Layers;

/// <summary>
/// The function whose true gradient the backward pass computes, in double and independent of the trainer: every quantizer q is replaced,
/// around the present values, by q(h0) + g(h0) (h - h0) with g the
/// straight-through factor or pseudo-gradient. At the present values it equals the quantized network; its derivatives can be taken by
/// differences.
/// </summary>
internal sealed class SurrogateNetwork
{
    private readonly NetworkParameters network;
    private readonly LabeledRows rows;
    private readonly List<Point> points = [];
    private bool recording = true;
    private int at;

    /// <summary>Fixes the quantizers at the network's present values.</summary>
    public SurrogateNetwork(NetworkParameters network, LabeledRows rows)
    {
        this.network = network;
        this.rows = rows;
        Weights = [.. network.Layers.Select(layer => Doubles(layer.Weights.Span))];
        Offsets = [.. network.Layers.Select(layer => Doubles(layer.Offsets.Span))];
        Loss();
        recording = false;
    }

    /// <summary>Latent weights per layer; may be changed.</summary>
    public double[][] Weights { get; }

    /// <summary>Biases or shifts per layer; may be changed.</summary>
    public double[][] Offsets { get; }

    /// <summary>Mean cross-entropy of the rows.</summary>
    public double Loss()
    {
        at = 0;
        InputSpec input = network.Network.Input;
        double[][] x = [.. Enumerable.Range(0, rows.Count).Select(r => Enumerable.Range(0, rows.Width).Select(i =>
            input.Map == InputMap.Bipolar ? 2.0 * rows.CodeAt(r, i) - 1 : input.Scale * (rows.CodeAt(r, i) - input.ZeroPoint)).ToArray())];
        for (int l = 0; l < network.Plans.Length; l++)
        {
            x = Layer(l, x);
        }

        return Enumerable.Range(0, rows.Count).Average(r => Math.Log(x[r].Sum(Math.Exp)) - x[r][rows.Labels[r]]);
    }

    private double[][] Layer(int l, double[][] x)
    {
        LayerPlan plan = network.Plans[l];
        (double[] w, double weightScale) = QuantizedWeights(l);
        double s = weightScale * network.InputScale(l);
        double[][] a = [.. x.Select(row => Enumerable.Range(0, plan.Neurons).Select(n => Enumerable.Range(0, plan.Inputs).Sum(i => w[n * plan.Inputs + i] * row[i])).ToArray())];
        for (int n = 0; n < plan.Neurons; n++)
        {
            double mean = 0;
            double deviation = 1;
            double offset = Offsets[l][n];
            if (plan.BatchNorm is not null)
            {
                mean = a.Average(row => row[n]);
                deviation = Math.Sqrt(a.Average(row => (row[n] - mean) * (row[n] - mean)) + plan.BatchNorm.Epsilon);
            }
            else if (!plan.HasSingleThreshold)
            {
                offset = Surrogate(offset, b => (Math.Floor(b / s + 0.5) * s, 1));
            }

            foreach (double[] row in a)
            {
                row[n] = (row[n] - mean) / deviation + offset;
            }
        }

        return plan.IsOutput ? a : [.. a.Select(row => row.Select(value => Activate(plan, network.Layers[l].Range, value)).ToArray())];
    }

    private (double[] Weights, double Scale) QuantizedWeights(int l)
    {
        LayerPlan plan = network.Plans[l];
        // Scales are not differentiated, so they come from the network and not from the changed weights.
        double[] present = Doubles(network.Layers[l].Weights.Span);
        int largest = (1 << (plan.WeightBits - 1)) - 1;
        double scale = plan.WeightBits > 1 ? present.Max(Math.Abs) / largest : plan.BatchNorm is null ? present.Average(Math.Abs) : 1;
        return ([.. Weights[l].Select(latent => Surrogate(latent, w => plan.WeightBits > 1
            ? (Math.Floor(w / scale + 0.5) * scale, 1)
            : (w >= 0 ? scale : -scale, Math.Abs(w) <= 1 ? scale : 0)))], scale);
    }

    private double Activate(LayerPlan plan, double range, double x)
    {
        // With biases on the accumulator's grid x = 0 is met exactly, where sigmoid has a rounding boundary and relu a kink (derivative 0
        // there).
        x = recording && Math.Abs(x) < 1e-6 ? 0 : x;
        double h = plan.Activation switch
        {
            Activation.Tanh => Math.Tanh(x),
            Activation.Relu => x > 1e-4 ? x : 0,
            Activation.HardTanh => Math.Clamp(x, -1, 1),
            Activation.Softsign => x / (1 + Math.Abs(x)),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
            _ => x,
        };
        if (plan.Grid.Bipolar)
        {
            return Surrogate(h, value => (value >= 0 ? 1 : -1, PseudoGradient(value)));
        }

        double steps = plan.Grid.StepsPerRange;
        double least = plan.Grid.ZeroPoint == 0 ? 0 : -range;
        return Surrogate(h, value => (Math.Clamp(Math.Floor(value / range * steps + 0.5), least / range * steps, steps) * range / steps, value >= least && value <= range ? 1 : 0));
    }

    private double PseudoGradient(double x)
    {
        double beta = network.Network.SwishBeta ?? 5;
        return network.Network.SignGradient switch
        {
            SignGradient.SteSign => Math.Abs(x) <= 1 ? 1 : 0,
            SignGradient.ApproxSign => Math.Abs(x) <= 1 ? 2 - 2 * Math.Abs(x) : 0,
            _ => beta * (2 - beta * x * Math.Tanh(beta * x / 2)) / (1 + Math.Cosh(beta * x)),
        };
    }

    private double Surrogate(double value, Func<double, (double Quantized, double Gradient)> quantizer)
    {
        if (recording)
        {
            (double quantized, double gradient) = quantizer(value);
            points.Add(new Point(value, quantized, gradient));
        }

        Point point = points[at++];
        return point.Quantized + point.Gradient * (value - point.Value);
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);

    private sealed record Point(double Value, double Quantized, double Gradient);
}
