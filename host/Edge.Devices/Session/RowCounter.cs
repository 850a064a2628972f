using System.Diagnostics;
using System.Security.Cryptography;
using Edge.Core.Histograms;
using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices.Session;

/// <summary>
/// COUNT_BEGIN, COUNT and HISTOGRAM: has a device count its own codes. The device says which row it expects next, so that no row is counted
/// twice or left out whatever is lost or comes twice; a device that forgets begins again under another nonce. Rows are counted in segments,
/// whose histograms are added up here: all rows at first, fewer after every loss.
/// </summary>
internal sealed class RowCounter(SessionLine line, RowRunner runner)
{
    private const int LeastSegment = 64;
    private const int FirstRows = 256;

    /// <summary>What a device may spend on one COUNT, and on a block of rows more.</summary>
    private const int CountMilliseconds = 200;

    /// <summary>Attempts at a segment that make some way, before the session gives up.</summary>
    private const int MostAttempts = 40;

    /// <summary>Bytes of the first answer to HISTOGRAM: short, since its loss is noticed late.</summary>
    private const int FirstAnswerBytes = 64;

    // A board interprets a few million instructions per second; making histograms ready takes some hundred for each word.
    private const int WordsPerMillisecond = 10;
    private int refusals;
    private bool noRoom;

    /// <summary>Counts rows first .. first + labels.Length - 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs; they hold the rows.</param>
    /// <param name="labels">Labels of the rows, 0..classes - 1.</param>
    /// <param name="classes">Number of classes, 1..256.</param>
    /// <param name="first">First row.</param>
    /// <param name="progress">Receives the number of rows counted.</param>
    /// <param name="cancellation">Ends the counting.</param>
    /// <exception cref="DeviceException">The device cannot count, stops answering, refuses, or restarts again and again.</exception>
    public IReadOnlyList<CountedLayer> Count(
        WireModel model, InputSet inputs, int[] labels, int classes, int first, IProgress<int>? progress, CancellationToken cancellation)
    {
        List<IReadOnlyList<CountedLayer>> parts = [];
        int done = 0;
        int segment = CodeCounter.MostRows;
        int attempts = 0;
        refusals = 0;
        noRoom = false;
        runner.CountProgress();
        while (done < labels.Length)
        {
            int count = Math.Min(segment, labels.Length - done);
            long start = Stopwatch.GetTimestamp();
            TimeSpan lost = line.Counters.TimeLost;
            bool anyWay = false;
            IReadOnlyList<CountedLayer>? part = CountSegment(
                model, inputs, labels.AsSpan(done, count), classes, first + done, done, progress, ref anyWay, cancellation);
            if (anyWay)
            {
                runner.CountProgress();
            }

            if (part is null && noRoom)
            {
                return [.. Enumerable.Repeat(new CountedLayer(null, "the device has no memory for tables"), model.Model.RecordedLayers)];
            }

            if (part is not null)
            {
                parts.Add(part);
                done += count;
                attempts = 0;
                refusals = 0;
                continue;
            }

            line.Counters.TimeLost = lost + Stopwatch.GetElapsedTime(start);
            attempts++;
            if (attempts == MostAttempts)
            {
                throw SessionFaults.Restarting(line.Channel.Name, attempts);
            }

            segment = Math.Max(LeastSegment, count / 2);
            runner.StartOver();
        }

        progress?.Report(done);
        return [.. Enumerable.Range(0, model.Model.RecordedLayers).Select(layer => Sum([.. parts.Select(part => part[layer])]))];
    }

    private static CountedLayer Sum(CountedLayer[] parts) =>
        parts.FirstOrDefault(part => part.Histogram is null) ?? new CountedLayer(CodeHistogram.Sum([.. parts.Select(part => part.Histogram!)]), null);

    /// <returns>Null where the device lost something: it has to be loaded again.</returns>
    private IReadOnlyList<CountedLayer>? CountSegment(
        WireModel model,
        InputSet inputs,
        ReadOnlySpan<int> labels,
        int classes,
        int first,
        int before,
        IProgress<int>? progress,
        ref bool anyWay,
        CancellationToken cancellation)
    {
        byte[] key = [.. RandomNumberGenerator.GetBytes(sizeof(uint)), .. BitConverter.GetBytes(model.Id), .. BitConverter.GetBytes(inputs.Id)];
        int labelBits = CodeCounter.LabelBits(classes);
        int rowMilliseconds = (int)(model.RowMicroseconds / 1000);
        int end = runner.Load(model, inputs, first, cancellation);
        FrameWriter writer = Begin(MessageType.CountBegin, key);
        writer.PutU32((uint)first);
        writer.PutU16(labels.Length);
        writer.PutU16(classes);
        int rows = FirstRows;
        int next = first;
        if (!Ask("COUNT_BEGIN", key, CountMilliseconds, cancellation))
        {
            return null;
        }

        while (true)
        {
            long answered = line.Channel.Frame.U32(CountStateBody.NextRow);
            if (answered < first || answered > first + labels.Length)
            {
                throw SessionFaults.Confused(line.Channel.Name, $"counts row {answered}, which it was not asked for");
            }

            int counted = (int)answered - next;
            next = (int)answered;
            if (counted > 0)
            {
                anyWay = true;
                runner.CountProgress();
                progress?.Report(before + next - first);
            }

            if (next == first + labels.Length)
            {
                break;
            }

            end = next < end ? end : runner.Load(model, inputs, next, cancellation);
            int fits = (line.ContentBody - CountBody.Length) * 8 / labelBits;
            rows = counted <= 0 ? rows : counted >= rows ? 2 * rows : counted + (counted / 4) + 1;
            rows = Math.Min(Math.Min(rows, fits), Math.Min(end - next, first + labels.Length - next));
            rows = rows > LeastSegment && rows < first + labels.Length - next ? rows & -LeastSegment : rows;
            writer = Begin(MessageType.Count, key);
            writer.PutU32((uint)next);
            writer.PutU16(rows);
            byte[] packed = Packed(labels.Slice(next - first, rows), labelBits);
            writer.PutBytes(packed, 0, packed.Length);
            if (!Ask("COUNT", key, CountMilliseconds + rowMilliseconds, cancellation))
            {
                return null;
            }
        }

        return Read(model, labels, classes, key, next, cancellation);
    }

    private IReadOnlyList<CountedLayer>? Read(
        WireModel model, ReadOnlySpan<int> labels, int classes, byte[] key, int next, CancellationToken cancellation)
    {
        HistogramAssembler histograms = new(model.Model, labels, classes);
        int work = MostWords(model.Model, labels.Length) / WordsPerMillisecond;
        int most = FirstAnswerBytes;
        while (!histograms.Complete)
        {
            byte[] question =
                [.. key, .. BitConverter.GetBytes(next), (byte)histograms.Layer, .. BitConverter.GetBytes((ushort)histograms.Word), .. BitConverter.GetBytes((ushort)most)];
            line.Begin(MessageType.Histogram).PutBytes(question, 0, question.Length);
            Reply reply = line.Ask(MessageType.HistogramWords, HistogramWordsBody.Length, question, work, cancellation);
            if (reply != Reply.Answer)
            {
                RequireLoss(reply, "HISTOGRAM");
                return null;
            }

            FrameReader frame = line.Channel.Frame;
            int sections = FrameReader.BodyOffset + HistogramWordsBody.Sections;
            if (!histograms.Take(frame.Message, sections, frame.BodyLength - HistogramWordsBody.Length))
            {
                throw SessionFaults.Confused(line.Channel.Name, "sends a histogram that does not add up");
            }

            runner.CountProgress();
            work = 0;
            most = line.ContentBody - HistogramWordsBody.Length;
        }

        return histograms.Layers;
    }

    private static int MostWords(IntegerModel model, int rows)
    {
        int sum = 0;
        int most = rows;
        for (int layer = 0; layer < model.RecordedLayers; layer++)
        {
            TensorFormat format = model.RecordedFormat(layer);
            most = Math.Min(most, 1 << Math.Min(format.Width * format.Bits, 16));
            sum += most;
        }

        return sum;
    }

    private FrameWriter Begin(byte type, byte[] key)
    {
        FrameWriter writer = line.Begin(type);
        writer.PutBytes(key, 0, key.Length);
        return writer;
    }

    private bool Ask(string request, byte[] key, int workMilliseconds, CancellationToken cancellation)
    {
        Reply reply = line.Ask(MessageType.CountState, CountStateBody.Length, key, workMilliseconds, cancellation);
        if (reply == Reply.Answer)
        {
            return true;
        }

        RequireLoss(reply, request);
        return false;
    }

    /// <summary>Returns where loading everything again may help. An ERROR carries no key: one that can't be mended has to come twice.</summary>
    private void RequireLoss(Reply reply, string request)
    {
        if (reply == Reply.Restart || line.IsLoss || line.ErrorCode == ErrorCode.NoCount)
        {
            return;
        }

        refusals++;
        if (refusals > 1)
        {
            noRoom = line.ErrorCode == ErrorCode.OutOfMemory;
            if (noRoom)
            {
                return;
            }

            throw SessionFaults.Refused(line, request);
        }
    }

    private static byte[] Packed(ReadOnlySpan<int> labels, int bits)
    {
        byte[] packed = new byte[((labels.Length * bits) + 7) / 8];
        for (int i = 0; i < labels.Length; i++)
        {
            int bit = i * bits;
            int value = labels[i] << (bit & 7);
            packed[bit >> 3] |= unchecked((byte)value);
            if (value > byte.MaxValue)
            {
                packed[(bit >> 3) + 1] |= (byte)(value >> 8);
            }
        }

        return packed;
    }
}
