using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Serial;
using Edge.Inference;

namespace Edge.Devices.Session;

/// <summary>
/// A conversation with one device: models and inputs go there, codes come back. Requests are repeated as needed, and a device that resets
/// in the middle is loaded again, so that the caller sees either all rows or one clear error. Not safe for several threads.
/// </summary>
public sealed class DeviceSession : IDisposable
{
    private readonly ISerialLink link;
    private readonly SessionLine line;
    private readonly RowRunner runner;
    private readonly RowCounter counter;

    private DeviceSession(ISerialLink link, SessionLine line)
    {
        this.link = link;
        this.line = line;
        runner = new RowRunner(line, new ModelUpload(line), new InputUpload(line));
        counter = new RowCounter(line, runner);
    }

    /// <summary>What the device last said of itself.</summary>
    public DeviceInfo Info => line.Info;

    /// <summary>What was sent, lost and asked for again so far.</summary>
    public SessionCounters Counters => line.Counters;

    /// <summary>Says HELLO on a link until the device answers. The session owns the link from then on, and on failure closes it.</summary>
    /// <param name="link">The open port.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeviceException">Nothing or garbage came, another protocol version, or the port failed.</exception>
    public static DeviceSession Open(ISerialLink link, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(options);
        SessionLine line = new(link, options);
        try
        {
            line.Open(cancellation);
            return new DeviceSession(link, line);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Computes rows on the device. Model and inputs are loaded when they are not there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The input rows, of the model's input format.</param>
    /// <param name="firstRow">First row wanted.</param>
    /// <param name="rows">Rows wanted, 1 or more.</param>
    /// <param name="progress">Receives the number of rows that are there, after every run; null where not wanted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>All rows, packed as on the wire.</returns>
    /// <exception cref="DeviceException">The device refuses, stops answering, or restarts again and again.</exception>
    public CodeAssembler Run(
        WireModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.Require(model.Model, inputs, firstRow, rows);
        if (model.RowBytes > ushort.MaxValue)
        {
            throw new DeviceException(
                $"a row of this model's codes takes {model.RowBytes} bytes, the protocol carries {ushort.MaxValue}; "
                + $"use the device {DeviceCatalog.Host}");
        }

        CodeAssembler block = new(firstRow, rows, model.RowBytes);
        runner.Fill(model, inputs, block, progress, cancellation);
        return block;
    }

    /// <summary>Has the device count the code words of all rows. Model and inputs are loaded when they are not there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The input rows, of the model's input format.</param>
    /// <param name="labels">Label of each row, 0..classes - 1.</param>
    /// <param name="classes">Number of classes, 1..256.</param>
    /// <param name="progress">Receives the number of rows counted; null where not wanted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The layers from the input on.</returns>
    /// <exception cref="DeviceException">The device's firmware does not count, it refuses, stops answering, or restarts again and again.</exception>
    public IReadOnlyList<CountedLayer> Count(
        WireModel model, InputSet inputs, int[] labels, int classes, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.RequireLabels(model.Model, inputs, labels, classes);
        return line.Info.Counts
            ? counter.Count(model, inputs, labels, classes, 0, progress, cancellation)
            : throw SessionFaults.CannotCount(line.Channel.Name, line.Info);
    }

    /// <summary>The accumulators of one row, to look into a mismatch.</summary>
    /// <returns>[dense layer][neuron].</returns>
    /// <exception cref="DeviceException">The device refuses, stops answering, or restarts again and again.</exception>
    public int[][] Accumulators(WireModel model, InputSet inputs, int row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        DeviceRows.Require(model.Model, inputs, row, 1);
        int[][] values = Edge.Core.Inference.ReferenceInference.NewAccumulators(model.Model);
        int most = Math.Min(byte.MaxValue, (FrameLimits.LargestBody(line.Info.LargestFrame) - AccumulatorValuesBody.Length) / sizeof(int));
        runner.CountProgress();
        runner.Prepare(model, inputs, row, cancellation);
        for (int layer = 0; layer < values.Length; layer++)
        {
            int first = 0;
            while (first < values[layer].Length)
            {
                int count = Math.Min(most, values[layer].Length - first);
                if (AskAccumulators(model, inputs, row, layer, values[layer].AsSpan(first, count), first, cancellation))
                {
                    runner.CountProgress();
                    first += count;
                    continue;
                }

                runner.StartOver();
                runner.Prepare(model, inputs, row, cancellation);
            }
        }

        return values;
    }

    /// <summary>What the device counted since it started.</summary>
    /// <exception cref="DeviceException">The device refuses or stops answering.</exception>
    public DeviceStats Stats(CancellationToken cancellation)
    {
        for (int attempt = 0; attempt <= line.Options.MostRestartsWithoutProgress; attempt++)
        {
            line.Begin(MessageType.Stats);
            switch (line.Ask(MessageType.StatsState, StatsStateBody.Length, [], 0, cancellation))
            {
                case Reply.Answer:
                    return DeviceStats.Read(line.Channel.Frame);
                case Reply.Refusal:
                    throw SessionFaults.Refused(line, "STATS");
                default:
                    break;
            }
        }

        throw SessionFaults.Restarting(line.Channel.Name, line.Options.MostRestartsWithoutProgress + 1);
    }

    /// <summary>Closes the link.</summary>
    public void Dispose() => link.Dispose();

    private bool AskAccumulators(
        WireModel model, InputSet inputs, int row, int layer, Span<int> values, int firstNeuron, CancellationToken cancellation)
    {
        // The answer begins with the whole question.
        byte[] question =
        [
            .. BitConverter.GetBytes(line.Nonce),
            .. BitConverter.GetBytes(model.Id),
            .. BitConverter.GetBytes(inputs.Id),
            .. BitConverter.GetBytes(row),
            (byte)layer,
            .. BitConverter.GetBytes((ushort)firstNeuron),
            (byte)values.Length,
        ];
        int work = (int)(model.RowMicroseconds / 1000);
        int length = AccumulatorValuesBody.Length + (sizeof(int) * values.Length);
        for (int refusals = 0; ; refusals++)
        {
            line.Begin(MessageType.Accumulators).PutBytes(question, 0, question.Length);
            Reply reply = line.Ask(MessageType.AccumulatorValues, length, question, work, cancellation);
            if (reply == Reply.Answer)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = unchecked((int)line.Channel.Frame.U32(AccumulatorValuesBody.Values + (sizeof(int) * i)));
                }

                return true;
            }

            if (reply == Reply.Restart || line.IsLoss)
            {
                return false;
            }

            // An ERROR carries no key: a late one may bear this request's number, so that it takes two.
            if (refusals > 0)
            {
                throw SessionFaults.Refused(line, "ACCUMULATORS");
            }
        }
    }
}
