namespace Edge.Reports.Observations;

/// <summary>
/// How mean and spread of the gradients compare while a network is trained: whether the variance stays on the scale of the mean (Raj et al.
/// 2020, section 4.1) and whether noise takes over, the change from drift to diffusion of Shwartz-Ziv and Tishby 2017, section 3.3.
/// </summary>
public sealed class GradientScale
{
    /// <summary>Norms on the same scale are at most this factor apart.</summary>
    public const double SameScale = 10;

    private readonly List<Layer[]> runs = [];

    /// <summary>Looks at a run.</summary>
    public void Add(GradientTrace run)
    {
        ArgumentNullException.ThrowIfNull(run);
        runs.Add([.. run.Layers.Select((name, i) => Look(name, run.Epochs, run.Mean[i], run.Deviation[i], run.Variance[i]))]);
    }

    /// <summary>What was found in the runs added.</summary>
    /// <exception cref="InvalidOperationException">No run was added.</exception>
    public IReadOnlyList<Finding> Results() => runs.Count == 0 ? throw new InvalidOperationException("no run was added") : [Scale(), Noise()];

    private Finding Scale()
    {
        int all = runs.Count(run => run.All(layer => layer.StaysOnScale));
        return new Finding(
            "Scale of mean and variance of the gradients",
            $"They are on the same scale in a layer and run where the norm of the variance over that of the mean, {MovingMean.Words}, lies within "
                + $"1/{SameScale} to {SameScale} at every measured epoch. Raj et al. 2020 (section 4.1) see them stay on one scale in binary networks. A variance is a square: this ratio changes with the scale of the loss.",
            $"In all layers at every epoch in {InWords.Runs(all, runs.Count)}.",
            ["layer", "on the same scale in", "variance / mean first", "least", "most", "end"],
            [.. Layers(layers => (string[])
            [
                layers[0].Name,
                InWords.Runs(layers.Count(layer => layer.StaysOnScale), runs.Count),
                Mean(layers, layer => layer.VarianceFirst),
                Mean(layers, layer => layer.VarianceLeast),
                Mean(layers, layer => layer.VarianceMost),
                Mean(layers, layer => layer.VarianceEnd),
            ])]);
    }

    private Finding Noise()
    {
        int all = runs.Count(run => run.All(layer => layer.NoiseTakesOver));
        int none = runs.Count(run => !run.Any(layer => layer.NoiseTakesOver));
        return new Finding(
            "Noise takes over in the gradients",
            $"It does in a layer and run where the norm of the standard deviation over that of the mean, {MovingMean.Words}, is below 1 at the first "
                + "measured epoch and above 1 at the end. Raj et al. 2020 (section 4.1) see it in networks in float arithmetic, not in binary ones.",
            $"In all layers in {InWords.Runs(all, runs.Count)}, in no layer in {InWords.Runs(none, runs.Count)}.",
            ["layer", "takes over in", "deviation / mean first", "least", "most", "end"],
            [.. Layers(layers => (string[])
            [
                layers[0].Name,
                InWords.Runs(layers.Count(layer => layer.NoiseTakesOver), runs.Count),
                Mean(layers, layer => layer.NoiseFirst),
                Mean(layers, layer => layer.NoiseLeast),
                Mean(layers, layer => layer.NoiseMost),
                Mean(layers, layer => layer.NoiseEnd),
            ])]);
    }

    private IEnumerable<string[]> Layers(Func<Layer[], string[]> line) =>
        Enumerable.Range(0, runs[0].Length).Select(layer => line([.. runs.Select(run => run[layer])]));

    // A ratio over a mean of 0 has no number; the runs that have one are averaged.
    private static string Mean(Layer[] layers, Func<Layer, double> value) =>
        InWords.Mean([.. layers.Select(value).Where(double.IsFinite)], "0.000");

    private static Layer Look(string name, int[] epochs, double[] mean, double[] deviation, double[] variance)
    {
        double[] centre = MovingMean.Of(epochs, mean);
        double[] noise = Ratio(MovingMean.Of(epochs, deviation), centre);
        double[] squares = Ratio(MovingMean.Of(epochs, variance), centre);
        return new Layer(name, noise[0], noise.Min(), noise.Max(), noise[^1], squares[0], squares.Min(), squares.Max(), squares[^1]);
    }

    // No gradient at all, mean and spread 0, is no noise.
    private static double[] Ratio(double[] spread, double[] mean) => [.. spread.Select((value, i) => value == 0 ? 0 : value / mean[i])];

    private sealed record Layer(
        string Name,
        double NoiseFirst,
        double NoiseLeast,
        double NoiseMost,
        double NoiseEnd,
        double VarianceFirst,
        double VarianceLeast,
        double VarianceMost,
        double VarianceEnd)
    {
        public bool StaysOnScale => VarianceLeast >= 1 / SameScale && VarianceMost <= SameScale;

        public bool NoiseTakesOver => NoiseFirst < 1 && NoiseEnd > 1;
    }
}
