using Edge.Information;
using Edge.Reports.Gradients;

namespace Edge.Reports.Tests;

/// <summary>Points in the shape that training on szt gives, made up from curves and a seed; nothing here was measured.</summary>
internal static class Synthetic
{
    private static readonly double[] TanhIxt = [12, 12, 12, 11.96, 8.3, 1.96];
    private static readonly double[] TanhIty = [0.999, 0.999, 0.999, 0.999, 0.998, 0.969];
    private static readonly double[] TanhIty0 = [0.999, 0.999, 0.999, 0.997, 0.97, 0.02];
    private static readonly double[] BinaryIxt = [3.64, 2.56, 2.00, 1.73, 1.42, 1.40];
    private static readonly double[] BinaryIty = [0.633, 0.618, 0.604, 0.585, 0.538, 0.53];
    private static readonly double[] BinaryIxt0 = [8.3, 6.2, 4.3, 3.0, 1.5, 1.3];
    private static readonly double[] BinaryIty0 = [0.35, 0.17, 0.08, 0.03, 0.008, 0.007];

    public static int[] Epochs(int last)
    {
        SortedSet<int> epochs = [0, 1, last];
        for (double e = 1; e < last; e *= 1.26)
        {
            epochs.Add((int)e);
        }

        return [.. epochs];
    }

    public static List<PlanePoint> Tanh(int runs, int last, params string[] devices) =>
        Points(runs, last, devices, (layer, t) =>
        {
            double start = layer == 5 ? 7.9 : 12;
            double bend = layer < 4 ? 0 : Math.Pow(t, layer == 4 ? 4 : 1.6);
            double fit = 1 - Math.Pow(1 - t, 2.2);
            return (start + ((TanhIxt[layer] - start) * (layer < 4 ? t : bend)), TanhIty0[layer] + ((TanhIty[layer] - TanhIty0[layer]) * fit));
        }, spread: 0.12);

    public static List<PlanePoint> Binary(int runs, int last, params string[] devices) =>
        Points(runs, last, devices, (layer, t) =>
        {
            double fit = 1 / (1 + Math.Exp(-10 * (t - 0.5)));
            double squeeze = Math.Pow(t, 1.4);
            return (BinaryIxt0[layer] + ((BinaryIxt[layer] - BinaryIxt0[layer]) * squeeze), BinaryIty0[layer] + ((BinaryIty[layer] - BinaryIty0[layer]) * fit));
        }, spread: 0.05);

    public static List<MetricsPoint> Metrics(int runs, int last, double best)
    {
        List<MetricsPoint> metrics = [];
        Random random = new(5);
        for (int run = 0; run < runs; run++)
        {
            double own = best + (0.01 * (random.NextDouble() - 0.5));
            foreach (int epoch in Epochs(last))
            {
                double t = Math.Log(1 + epoch) / Math.Log(1 + Math.Max(1, last));
                double fit = 1 / (1 + Math.Exp(-9 * (t - 0.45)));
                double train = 0.5 + ((own - 0.5) * fit) + (0.01 * (random.NextDouble() - 0.5));
                double test = train - (0.02 * fit);
                metrics.Add(new MetricsPoint(run, epoch, 0.75 - (0.72 * fit) + (0.01 * random.NextDouble()), train, test, (0.8 * train) + (0.2 * test)));
            }
        }

        return metrics;
    }

    public static List<GradientPoint> Gradients(int runs, int last) =>
    [
        .. from run in Enumerable.Range(0, runs)
           from epoch in Epochs(last).Where(epoch => epoch > 0)
           from layer in Enumerable.Range(1, 6)
           let mean = (1 + (0.1 * run)) / (layer * Math.Sqrt(epoch))
           let deviation = 0.5 / layer
           select new GradientPoint(run, epoch, layer, layer == 6 ? "logits" : $"dense{layer}", mean, deviation, deviation * deviation / 4, 2 + layer),
    ];

    private static List<PlanePoint> Points(
        int runs, int last, string[] devices, Func<int, double, (double IXT, double ITY)> curve, double spread)
    {
        List<PlanePoint> points = [];
        Random random = new(3);
        for (int run = 0; run < runs; run++)
        {
            double[] offset = [.. Enumerable.Range(0, 6).Select(layer => random.NextDouble() - 0.5)];
            foreach (int epoch in Epochs(last))
            {
                double t = Math.Log(1 + epoch) / Math.Log(1 + Math.Max(1, last));
                for (int layer = 0; layer < 6; layer++)
                {
                    (double ixt, double ity) = curve(layer, t);
                    ixt = Math.Clamp(ixt * (1 + (spread * offset[layer]) + (0.02 * (random.NextDouble() - 0.5))), 0, 12);
                    ity = Math.Clamp(ity * (1 + (0.04 * offset[layer]) + (0.02 * (random.NextDouble() - 0.5))), 0, Math.Min(ixt, 0.9995));
                    string name = layer == 5 ? "softmax" : $"dense{layer + 1}";
                    long distinct = Math.Max(1, (long)Math.Pow(2, ixt));
                    foreach (string device in devices)
                    {
                        points.Add(new PlanePoint(run, epoch, layer + 1, name, device, "all", 4096, 12, 0.9998, ixt, ixt, ity, distinct, ixt > 11.9));
                    }
                }
            }
        }

        return points;
    }
}
