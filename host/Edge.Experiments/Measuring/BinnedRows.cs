using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Binned;
using Edge.Information.Exact;

namespace Edge.Experiments.Measuring;

/// <summary>A row set with a calculator for each binning, and, for bins over a whole run, the values of all epochs it was shown.</summary>
internal sealed class BinnedRows
{
    private readonly int[] rows;
    private readonly IReadOnlyList<LayerValues> layers;
    private readonly BinnedCalculator[] calculators;
    private readonly bool keep;
    private readonly List<float[]> kept = [];
    private readonly int[] starts;
    private float[] values;

    /// <summary>Allocates.</summary>
    public BinnedRows(RowSet set, DataSet data, int[]? inputClasses, IReadOnlyList<LayerValues> layers, IReadOnlyList<BinningSpec> specs)
    {
        rows = set.Rows;
        this.layers = layers;
        int[] labels = Array.ConvertAll(rows, row => data.Labels[row]);
        int[] inputs = inputClasses is null ? [] : Array.ConvertAll(rows, row => inputClasses[row]);
        Population population = new(labels, inputs);
        Described = new TracedRows(set.Name, rows.Length, population.HX, population.HY);
        calculators = [.. specs.Select(spec => new BinnedCalculator(population, spec))];
        keep = specs.Any(spec => spec.Scope == BinScope.Global);
        starts = new int[layers.Count + 1];
        for (int l = 0; l < layers.Count; l++)
        {
            starts[l + 1] = starts[l] + (layers[l].Width * rows.Length);
        }

        values = new float[starts[^1]];
    }

    /// <summary>The set with its entropies.</summary>
    public TracedRows Described { get; }

    /// <summary>Gathers the values that there are now and measures them where bins follow from them alone.</summary>
    /// <param name="results">Where the results of a binning go, one per layer.</param>
    public void Add(Func<int, LayerInformation[]> results)
    {
        Gather();
        for (int series = 0; series < calculators.Length; series++)
        {
            if (calculators[series].Spec.Scope == BinScope.Global)
            {
                continue;
            }

            LayerInformation[] target = results(series);
            for (int l = 0; l < layers.Count; l++)
            {
                target[l] = calculators[series].Measure(Layer(values, l));
            }
        }

        if (keep)
        {
            kept.Add(values);
            values = new float[starts[^1]];
        }
    }

    /// <summary>Measures a binning whose bins lie over all epochs and layers.</summary>
    /// <param name="series">Index of the binning.</param>
    /// <param name="results">Where the results of an epoch, by its order, go.</param>
    public void MeasureRun(int series, Func<int, LayerInformation[]> results)
    {
        BinEdges edges = Edges(calculators[series].Spec);
        for (int epoch = 0; epoch < kept.Count; epoch++)
        {
            LayerInformation[] target = results(epoch);
            for (int l = 0; l < layers.Count; l++)
            {
                target[l] = calculators[series].Measure(Layer(kept[epoch], l), edges);
            }
        }
    }

    private BinEdges Edges(BinningSpec spec)
    {
        if (spec.Spacing == BinSpacing.EqualCount)
        {
            float[] all = new float[kept.Count * values.Length];
            for (int epoch = 0; epoch < kept.Count; epoch++)
            {
                kept[epoch].CopyTo(all, epoch * values.Length);
            }

            return BinEdges.EqualCount(spec.Bins, all);
        }

        ValueRange range = new();
        foreach (float[] epoch in kept)
        {
            range.Include(new FloatMatrix(epoch, epoch.Length, 1, epoch.Length));
        }

        return BinEdges.Uniform(spec.Bins, range.Lower, range.Upper);
    }

    private FloatMatrix Layer(float[] from, int layer) =>
        new(from.AsSpan(starts[layer], starts[layer + 1] - starts[layer]), rows.Length, layers[layer].Width, rows.Length);

    private void Gather()
    {
        for (int l = 0; l < layers.Count; l++)
        {
            for (int neuron = 0; neuron < layers[l].Width; neuron++)
            {
                ReadOnlySpan<float> column = layers[l].Column(neuron);
                Span<float> target = values.AsSpan(starts[l] + (neuron * rows.Length), rows.Length);
                if (rows.Length == column.Length)
                {
                    column.CopyTo(target);
                    continue;
                }

                for (int i = 0; i < rows.Length; i++)
                {
                    target[i] = column[rows[i]];
                }
            }
        }
    }
}
