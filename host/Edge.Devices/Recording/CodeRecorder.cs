using System.Security.Cryptography;
using Edge.Core.Models;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Devices.Recording;

/// <summary>Records a model's codes on a device into a file, block by block, so that an interruption costs one block at most.</summary>
public static class CodeRecorder
{
    /// <summary>Rows per block of the journal where nothing else is asked for.</summary>
    public const int DefaultBlockRows = 1024;

    /// <summary>
    /// Records all rows into <c>name.edgecodes</c>. What an earlier, interrupted recording of the same model, inputs and device left in
    /// <c>name.edgecodes.partial</c> is kept, and only the rest is computed.
    /// </summary>
    /// <param name="device">What computes.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The input rows.</param>
    /// <param name="rows">Labels and identities of the rows, as many as there are inputs.</param>
    /// <param name="origin">Run, epoch, classes, data set, row set; device, firmware and both hashes are filled in here.</param>
    /// <param name="path">The finished file.</param>
    /// <param name="blockRows">Rows per block, 1 or more.</param>
    /// <param name="progress">Receives the rows recorded so far, those of an earlier recording included; null where not wanted.</param>
    /// <param name="cancellation">Ends the recording; whole blocks are kept for the next time.</param>
    /// <returns>The recorded table.</returns>
    /// <exception cref="DeviceException">The device cannot do it or stops answering; whole blocks are kept.</exception>
    /// <exception cref="CodesFileException">The journal is of another recording or damaged at its start.</exception>
    /// <exception cref="ArgumentException">There is another number of labels than of inputs.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static CodeTable Record(
        IDevice device,
        IntegerModel model,
        InputSet inputs,
        CodeRows rows,
        CodeOrigin origin,
        string path,
        int blockRows,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(origin);
        if (rows.Count != inputs.Rows)
        {
            throw new ArgumentException($"there are {rows.Count} labels and {inputs.Rows} input rows", nameof(rows));
        }

        CodesHeader header = new(Complete(origin, device, model, inputs), rows, LayerNames.Shapes(model));
        using CodesRecording recording = CodesRecording.Open(path, header);
        progress?.Report(recording.RecordedRows);
        while (recording.NextMissing(blockRows, out int first, out int count))
        {
            Offset? within = progress is null ? null : new Offset(progress, recording.RecordedRows);
            IReadOnlyList<CodeLayer> layers = device.Record(model, inputs, first, count, within, cancellation);
            recording.Append(first, JournalRows(layers, count, header.BytesPerRow));
        }

        return recording.Finish();
    }

    /// <summary>Fills in what the recording itself knows of an origin.</summary>
    public static CodeOrigin Complete(CodeOrigin origin, IDevice device, IntegerModel model, InputSet inputs)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        return origin with
        {
            Device = device.Name,
            Firmware = device.Firmware,
            ModelHash = new ContentHash(SHA256.HashData(ModelContentWriter.Write(model))),
            InputHash = new ContentHash(inputs.Identity),
        };
    }

    /// <summary>Rows as the journal takes them: all layers in order, each padded to a byte.</summary>
    private static byte[] JournalRows(IReadOnlyList<CodeLayer> layers, int rows, int bytesPerRow)
    {
        byte[] bytes = new byte[rows * bytesPerRow];
        for (int row = 0; row < rows; row++)
        {
            int at = row * bytesPerRow;
            foreach (CodeLayer layer in layers)
            {
                layer.Codes.CopyRowBytes(row, bytes.AsSpan(at));
                at += layer.Codes.BytesPerRow;
            }
        }

        return bytes;
    }

    private sealed class Offset(IProgress<int> progress, int before) : IProgress<int>
    {
        public void Report(int value) => progress.Report(before + value);
    }
}
