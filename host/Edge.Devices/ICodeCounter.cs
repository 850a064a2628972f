using Edge.Core.Models;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices;

/// <summary>A device that counts its own codes: distinct code words with the number of rows of each label come back in place of the codes.</summary>
public interface ICodeCounter : IDevice
{
    /// <summary>Counts the code words of every recorded layer on all rows.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="inputs">The input rows, of the model's input format.</param>
    /// <param name="labels">Label of each row, 0..classes - 1.</param>
    /// <param name="classes">Number of classes, 1..256.</param>
    /// <param name="progress">Receives the number of rows counted, now and then and at the end; null where not wanted.</param>
    /// <param name="cancellation">Ends the counting; nothing is kept.</param>
    /// <returns>The layers from the input on.</returns>
    /// <exception cref="DeviceException">The device cannot do it, stops answering, or the inputs do not fit the model.</exception>
    IReadOnlyList<CountedLayer> Count(
        IntegerModel model, InputSet inputs, int[] labels, int classes, IProgress<int>? progress, CancellationToken cancellation);
}

/// <summary>What a device counted of one layer.</summary>
/// <param name="Histogram">Words and counts; null where it could not count them.</param>
/// <param name="Missing">Why not, in a few words; null where it could.</param>
public sealed record CountedLayer(CodeHistogram? Histogram, string? Missing);
