using Edge.Core.Models;
using Edge.Devices.Emulation;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Inference;

namespace Edge.Devices.Profiling;

/// <summary>
/// Runs a model through the firmware in the emulator, over the session as with a board, and takes what was counted apart. One row of
/// another input set goes before, so that loading the model is not counted; sending the inputs is.
/// </summary>
public static class ModelProfiler
{
    /// <summary>Rows that are run where there are as many.</summary>
    public const int MostRows = 1024;

    private const int LeastRows = 16;
    private const double MostBoardMicroseconds = 5e6;

    /// <summary>Rows to run: enough for a mean, and few enough for a board to take seconds only.</summary>
    public static int RowsFor(IntegerModel model, InputSet inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        double rows = MostBoardMicroseconds / new WireModel(model).RowMicroseconds;
        return Math.Min(inputs.Rows, (int)Math.Clamp(rows, LeastRows, MostRows));
    }

    /// <summary>Profiles a model.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="inputs">Its input rows; the first <see cref="RowsFor"/> are run.</param>
    /// <param name="board">The board, one of <paramref name="boards"/>.</param>
    /// <param name="boards">All boards.</param>
    /// <param name="options">Which emulator to start.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DeviceException">The emulator does not run, or the model does not fit the board's heap.</exception>
    public static ModelProfile Run(
        IntegerModel model,
        string name,
        InputSet inputs,
        EmulatorBoard board,
        IReadOnlyList<EmulatorBoard> boards,
        EmulatorOptions options,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(board);
        int rows = RowsFor(model, inputs);
        int contentBytes = ModelContent.Size(model);
        using SerialDevice device = SerialDevice.StartEmulator(options with { Board = board.Name, CountsLayers = true }, SameFrames, cancellation);
        long free = device.Session.Info.FreeHeap;
        ModelMemory memory = new(model, contentBytes, free);
        RequireRoom(name, memory, free, board, boards);

        device.Record(model, FirstRows(inputs, 1), 0, 1, null, cancellation);
        DeviceStats statsBefore = device.Session.Stats(cancellation);
        EmulatorCounts before = EmulatorCounts.Read(device.Emulator!.AskProfile(cancellation));
        (long received, long sent) = (device.Session.Counters.BytesReceived, device.Session.Counters.BytesSent);
        device.Record(model, FirstRows(inputs, rows), 0, rows, null, cancellation);
        EmulatorCounts after = EmulatorCounts.Read(device.Emulator.AskProfile(cancellation));
        (received, sent) = (device.Session.Counters.BytesReceived - received, device.Session.Counters.BytesSent - sent);
        DeviceStats stats = device.Session.Stats(cancellation);

        long held = free - stats.FreeHeap;
        List<ProfilePart> parts = Parts(model, before, after, rows, memory, held, (double)(sent + received) / rows);
        double clocked = unchecked(stats.ComputeMicroseconds - statsBefore.ComputeMicroseconds) / (double)rows;
        return new ModelProfile
        {
            Board = board,
            Machine = after.Machine,
            Firmware = after.Firmware,
            FirmwareBytes = after.AssemblyBytes,
            FirmwareCodeBytes = after.CodeBytes,
            Rows = rows,
            Parts = parts,
            Computing = Clocked(parts, after, clocked),
            BytesIn = (double)sent / rows,
            BytesOut = (double)received / rows,
            HeapBytes = held,
            PeakHeapBytes = memory.Peak + held - memory.Whole,
            FreeHeapBytes = free,
            ContentBytes = contentBytes,
            Times = new InstructionTimes(after.UnitsPerSecond, after.Classes, []),
        };
    }

    /// <summary>A session that asks for all rows at once, so that what is counted does not depend on this machine's speed.</summary>
    internal static SessionOptions OneRun { get; } = new() { RunMicroseconds = int.MaxValue };

    /// <summary>
    /// As <see cref="OneRun"/>, and the same frames every time: no nonce by chance, and no request twice because this machine was slow.
    /// </summary>
    internal static SessionOptions SameFrames { get; } = OneRun with { Nonce = 0x5A17C3E9, AnswerMilliseconds = 30_000, PatienceMilliseconds = 60_000 };

    /// <summary>The first rows of an input set, as a set of their own.</summary>
    internal static InputSet FirstRows(InputSet inputs, int rows) =>
        new(rows, inputs.Width, inputs.Bits, inputs.TopCode, inputs.Words[..(rows * inputs.WordsPerRow)].ToArray());

    /// <summary>The parts of a row; what is held or sent beyond the model's own belongs to framing: inputs, requests, frames.</summary>
    private static List<ProfilePart> Parts(
        IntegerModel model, EmulatorCounts before, EmulatorCounts after, int rows, ModelMemory memory, long held, double wireBytes)
    {
        List<ProfilePart> parts = [];
        for (int layer = 0; layer < model.Layers.Length; layer++)
        {
            double[] counts = after.PerRow(before, "layer", layer, rows);
            parts.Add(new ProfilePart(
                LayerNames.Of(model, layer), counts, CodeBytes(layer), memory.Layers[layer], ModelContent.LayerSize(model.Layers[layer])));
        }

        int last = model.Layers.Length;
        parts.Add(new ProfilePart(
            LayerNames.Softmax, after.PerRow(before, "softmax", -1, rows), CodeBytes(last), memory.Softmax, sizeof(ushort) * model.SoftmaxTable.Length));
        int bits = model.RecordedBitsPerRow();
        parts.Add(new ProfilePart(
            "packing",
            after.PerRow(before, "packing", -1, rows),
            (bits + 7) / 8 - bits / 8.0,
            memory.Whole - parts.Sum(part => part.HeapBytes),
            ModelContent.Size(model) - parts.Sum(part => part.FlashBytes)));
        double codes = parts.Sum(part => part.WireBytes);
        parts.Add(new ProfilePart("framing", after.PerRow(before, "framing", -1, rows), wireBytes - codes, (int)(held - memory.Whole), 0));
        return parts;

        double CodeBytes(int recorded)
        {
            TensorFormat format = model.RecordedFormat(recorded);
            return format.Width * format.Bits / 8.0;
        }
    }

    /// <summary>
    /// All parts but framing, stretched to what the firmware's clock saw in the emulator: it is read around them in the session's code.
    /// </summary>
    private static double[] Clocked(List<ProfilePart> parts, EmulatorCounts counts, double microseconds)
    {
        double[] inference = ModelProfile.Sum(parts.SkipLast(1).Select(part => part.Counts));
        double units = inference.Select((count, c) => count * counts.Classes[c].Value).Sum();
        double clocked = microseconds * counts.UnitsPerSecond.Value / 1e6;
        return [.. inference.Select(count => count * clocked / units)];
    }

    private static void RequireRoom(string name, ModelMemory memory, long free, EmulatorBoard board, IReadOnlyList<EmulatorBoard> boards)
    {
        if (memory.Least <= free)
        {
            return;
        }

        long taken = board.HeapBytes - free;
        string[] enough = [.. boards.Where(other => other.HeapBytes - taken >= memory.Least).Select(other => other.Name)];
        throw new DeviceException(
            FormattableString.Invariant($"{name} takes {memory.Least} bytes of heap, {board.Name} has {free} free: {memory.Least - free} too many; ")
            + (enough.Length > 0 ? "these boards would do: " + string.Join(", ", enough) : "no board would do, choose a smaller model"));
    }
}
