using Edge.Core.Inference;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>This computer as a device.</summary>
public sealed class HostDevice : IDevice
{
    /// <inheritdoc/>
    public string Name => DeviceCatalog.Host;

    /// <inheritdoc/>
    public string Firmware => string.Empty;

    /// <inheritdoc/>
    public SessionCounters? Counters => null;

    /// <inheritdoc/>
    public IReadOnlyList<CodeLayer> Record(
        WireModel model, WireInputs inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        inputs.RequireFit(model.Model, firstRow, rows);
        byte[] packed = new byte[rows * model.RowBytes];
        byte[][] codes = ReferenceInference.NewCodes(model.Model);
        byte[] input = new byte[inputs.Format.Width];
        for (int r = 0; r < rows; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            inputs.CopyRow(firstRow + r, input);
            ReferenceInference.Run(model.Model, input, codes, null);
            int bit = r * model.RowBytes * 8;
            for (int layer = 0; layer < codes.Length; layer++)
            {
                bit = CodePacking.Pack(codes[layer], codes[layer].Length, model.Model.RecordedFormat(layer).Bits, packed, bit);
            }
        }

        progress?.Report(rows);
        return WireRows.Unpack(model.Model, packed);
    }

    /// <inheritdoc/>
    public int[][] Accumulators(WireModel model, WireInputs inputs, int row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        inputs.RequireFit(model.Model, row, 1);
        byte[] input = new byte[inputs.Format.Width];
        inputs.CopyRow(row, input);
        int[][] values = ReferenceInference.NewAccumulators(model.Model);
        ReferenceInference.Run(model.Model, input, ReferenceInference.NewCodes(model.Model), values);
        return values;
    }

    /// <summary>Holds nothing.</summary>
    public void Dispose()
    {
    }
}
