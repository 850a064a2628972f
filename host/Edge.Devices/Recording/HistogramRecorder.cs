using Edge.Core.Models;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices.Recording;

/// <summary>
/// The histograms of a model's codes on all rows: counted by the device, and where it can't count a layer, counted here from the codes that it
/// sends.
/// </summary>
public static class HistogramRecorder
{
    private const int BlockRows = 4096;

    /// <summary>Records the histograms of every layer.</summary>
    /// <param name="device">What computes and counts.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The input rows.</param>
    /// <param name="rows">Labels of the rows, as many as there are inputs.</param>
    /// <param name="origin">Run, epoch, classes, data set, row set; device, firmware and both hashes are filled in here.</param>
    /// <param name="strict">True: a layer that the device can't count is an error.</param>
    /// <param name="progress">Receives the rows counted so far; null where not wanted.</param>
    /// <param name="cancellation">Ends the work; nothing is kept.</param>
    /// <exception cref="DeviceException">The device can't do it or stops answering.</exception>
    /// <exception cref="ArgumentException">There is another number of labels than of inputs, or rows have weights.</exception>
    public static HistogramTable Record(
        IDevice device,
        IntegerModel model,
        InputSet inputs,
        CodeRows rows,
        CodeOrigin origin,
        bool strict,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(origin);
        if (device is not ICodeCounter counter)
        {
            throw new DeviceException($"{device.Name} does not count its own codes; record them instead: edge codes");
        }

        IReadOnlyList<CountedLayer> counted = counter.Count(model, inputs, rows.Labels, origin.Classes, progress, cancellation);
        string[] names = [.. Enumerable.Range(0, counted.Count).Select(layer => LayerNames.Of(model, layer))];
        string[] missing = [.. names.Zip(counted).Where(pair => pair.Second.Histogram is null).Select(pair => $"{pair.First}: {pair.Second.Missing}")];
        if (strict && missing.Length > 0)
        {
            throw new DeviceException($"{device.Name} can't count all layers ({string.Join("; ", missing)}); have the codes of these sent: leave --strict out");
        }

        CodeHistogram?[] streamed = missing.Length == 0
            ? new CodeHistogram?[counted.Count]
            : Stream(device, model, inputs, rows.Labels, origin.Classes, [.. counted.Select(layer => layer.Histogram is null)], progress, cancellation);
        return new HistogramTable(
            CodeRecorder.Complete(origin, device, model, inputs),
            rows,
            [.. counted.Select((layer, i) => new HistogramLayer(names[i], layer.Histogram ?? streamed[i]!, layer.Missing))]);
    }

    private static CodeHistogram?[] Stream(
        IDevice device,
        IntegerModel model,
        InputSet inputs,
        int[] labels,
        int classes,
        bool[] wanted,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        CodeHistogram?[] sums = new CodeHistogram?[wanted.Length];
        for (int first = 0; first < inputs.Rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, inputs.Rows - first);
            IReadOnlyList<CodeLayer> layers = device.Record(model, inputs, first, count, null, cancellation);
            for (int layer = 0; layer < wanted.Length; layer++)
            {
                if (wanted[layer])
                {
                    CodeHistogram part = CodeHistogram.Of(layers[layer].Codes, labels.AsSpan(first, count), classes);
                    sums[layer] = sums[layer] is { } sum ? CodeHistogram.Sum([sum, part]) : part;
                }
            }

            progress?.Report(first + count);
        }

        return sums;
    }
}
