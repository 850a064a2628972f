using Edge.Experiments.Runs;
using Edge.Experiments.Traces;
using Edge.Information.Exact;
using Edge.Reports.Observations;

namespace Edge.Cli.Reproduction;

/// <summary>Hands a run's trace to the observations of Edge.Reports, one series and row set at a time.</summary>
internal static class RunTraces
{
    /// <summary>The trace of a run.</summary>
    /// <exception cref="RunFolderException">It is missing, which a finished folder's is not, or can't be read.</exception>
    public static EpochTrace Of(RunFolder folder, int run) =>
        folder.Trace(run) ?? throw new RunFolderException($"'{folder.Path}' holds no trace of run {run}; give the same command again");

    /// <summary>Every measured epoch of one series on one row set.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="series">Index of the series.</param>
    /// <param name="set">Index of the row set.</param>
    public static RunTrace On(EpochTrace trace, int series, int set)
    {
        EpochTraceHeader header = trace.Header;
        TracedRows rows = header.Sets[set];
        IReadOnlyList<string> names = header.Series[series].Layers;
        int count = trace.Count;
        double[][] input = [.. names.Select(_ => new double[count])];
        double[][] label = [.. names.Select(_ => new double[count])];
        int[] epochs = new int[count];
        double[] train = new double[count];
        double[]? test = header.TestRows == 0 ? null : new double[count];
        int place = 0;
        foreach (EpochRecord record in trace.Records())
        {
            epochs[place] = record.Epoch;
            train[place] = (double)record.CorrectTrain / header.TrainRows;
            if (test is not null)
            {
                test[place] = (double)record.CorrectTest / header.TestRows;
            }

            LayerInformation[] layers = record.Information(series, set);
            for (int layer = 0; layer < layers.Length; layer++)
            {
                (input[layer][place], label[layer][place]) = (layers[layer].IXT, layers[layer].ITY);
            }

            place++;
        }

        return new RunTrace(header.Run, rows.Name, rows.Rows, rows.HX, names, epochs, input, label, train, test);
    }
}
