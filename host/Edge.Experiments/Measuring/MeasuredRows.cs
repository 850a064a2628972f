using Edge.Experiments.Data;
using Edge.Experiments.Traces;
using Edge.Information.Codes;
using Edge.Information.Exact;

namespace Edge.Experiments.Measuring;

/// <summary>A row set with what measuring it needs: its codes are gathered where it is not all rows.</summary>
internal sealed class MeasuredRows
{
    private readonly int[] rows;
    private readonly PackedCodes[] all;
    private readonly PackedCodes[] gathered;
    private readonly ulong[][] words;
    private readonly InformationCalculator calculator;

    /// <summary>Allocates.</summary>
    /// <param name="set">The rows, at least one.</param>
    /// <param name="data">The data set.</param>
    /// <param name="inputClasses">Class of each row's input, or null where all differ.</param>
    /// <param name="codes">The layers' codes on all rows, filled anew between measurements.</param>
    public MeasuredRows(RowSet set, DataSet data, int[]? inputClasses, PackedCodes[] codes)
    {
        rows = set.Rows;
        all = codes;
        int[] labels = Array.ConvertAll(rows, row => data.Labels[row]);
        int[] inputs = inputClasses is null ? [] : Array.ConvertAll(rows, row => inputClasses[row]);
        Population population = new(labels, inputs);
        calculator = new InformationCalculator(population);
        Described = new TracedRows(set.Name, rows.Length, population.HX, population.HY);
        if (rows.Length == data.Rows)
        {
            words = [];
            gathered = codes;
            return;
        }

        words = [.. codes.Select(layer => new ulong[rows.Length * layer.WordsPerRow])];
        gathered = [.. codes.Select((layer, l) => new PackedCodes(words[l], rows.Length, layer.Width, layer.Bits))];
    }

    /// <summary>The set with its entropies.</summary>
    public TracedRows Described { get; }

    /// <summary>Measures the codes that there are now.</summary>
    /// <param name="results">Receives one result per layer.</param>
    public void Measure(LayerInformation[] results)
    {
        for (int l = 0; l < words.Length; l++)
        {
            Gather(all[l], words[l]);
        }

        calculator.MeasureChain(gathered, results);
    }

    private void Gather(PackedCodes codes, ulong[] target)
    {
        int width = codes.WordsPerRow;
        ReadOnlySpan<ulong> source = codes.Words;
        if (width == 1)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                target[i] = source[rows[i]];
            }

            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            codes.Row(rows[i]).CopyTo(target.AsSpan(i * width));
        }
    }
}
