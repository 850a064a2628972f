using Edge.Training.Data;
using Edge.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Training.Torch.Engine;

/// <summary>All rows on the device, a byte per code: a step sends the numbers of its rows only.</summary>
internal sealed class TorchRows : IDisposable
{
    private readonly Tensor codes;
    private readonly Tensor labels;
    private readonly CodeGrid grid;

    /// <summary>Sends rows to a device.</summary>
    public TorchRows(LabeledRows rows, CodeGrid grid, Device device)
    {
        Source = rows;
        this.grid = grid;
        var bytes = new byte[(long)rows.Count * rows.Width];
        for (int r = 0; r < rows.Count; r++)
        {
            rows.CopyRow(r, bytes.AsSpan(r * rows.Width, rows.Width));
        }

        using IDisposable scope = NewDisposeScope();
        codes = tensor(bytes).view(rows.Count, rows.Width).to(device).DetachFromDisposeScope();
        labels = tensor(Array.ConvertAll(rows.Labels.ToArray(), label => (long)label)).to(device).DetachFromDisposeScope();
    }

    /// <summary>What was sent.</summary>
    public LabeledRows Source { get; }

    /// <summary>Some of the rows.</summary>
    /// <param name="order">Their numbers.</param>
    /// <returns>Integers code - zero point (bipolar: -1 and +1) as floats, [rows][width], and labels, [rows].</returns>
    public (Tensor Integers, Tensor Labels) Batch(ReadOnlySpan<int> order)
    {
        Tensor numbers = tensor(order.ToArray()).to(codes.device);
        Tensor chosen = codes.index_select(0, numbers).to(ScalarType.Float32);
        return (grid.Bipolar ? chosen * 2 - 1 : chosen - grid.ZeroPoint, labels.index_select(0, numbers));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        codes.Dispose();
        labels.Dispose();
    }
}
