using Edge.Core.Models;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>
/// Something that runs integer models: the host itself, the emulator, the official runtime, a board. All give the same codes, to the last
/// bit. Not safe for several threads.
/// </summary>
public interface IDevice : IDisposable
{
    /// <summary>
    /// What the user calls it: <c>host</c>, <c>emulator</c>, <c>nanoclr:PATH</c>, <c>/dev/ttyUSB0</c>, <c>COM3</c>.
    /// </summary>
    string Name { get; }

    /// <summary>Board and firmware; empty for the host. Goes into recorded files: same device, same text.</summary>
    string Firmware { get; }

    /// <summary>What was sent, lost and asked for again; null where nothing goes over a line.</summary>
    SessionCounters? Counters { get; }

    /// <summary>Computes the codes of every recorded layer for rows first .. first + count - 1.</summary>
    /// <param name="model">A sound model. One that is given again, as the same object, is neither written nor made ready again.</param>
    /// <param name="inputs">The input rows, of the model's input format.</param>
    /// <param name="firstRow">First row wanted.</param>
    /// <param name="rows">Rows wanted, 1 or more.</param>
    /// <param name="progress">Receives the number of those rows that are there, now and then and at the end; null where not wanted.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The layers from the input on (<c>dense1</c>, ..., <c>logits</c>, <c>softmax</c>), each with <paramref name="rows"/>
    /// rows.</returns>
    /// <exception cref="DeviceException">The device cannot do it, stops answering, or the inputs do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    IReadOnlyList<CodeLayer> Record(
        IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation);

    /// <summary>The accumulators of one row, to look into a mismatch.</summary>
    /// <returns>[dense layer][neuron].</returns>
    /// <exception cref="DeviceException">The device cannot do it or stops answering.</exception>
    int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation);
}
