using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Firmware;
using Edge.Emulator.Tests.Parts;
using Xunit.Abstractions;

namespace Edge.Emulator.Tests.Inference;

/// <summary>A device that counts its own codes: IL instructions per row, bytes on the wire, and nothing allocated per row.</summary>
public class CountingTests(ITestOutputHelper output)
{
    private const int Rows = 4096;
    private const uint Nonce = 12;
    private const ulong Inputs = 5;

    [Fact]
    public void TheBinaryNetwork_IsCountedInFewInstructionsPerRow()
    {
        IntegerModel model = Models.Binary(1, 12, 10, 8, 6, 4, 2, 2);
        (double counting, double reading, int bytes) = Count(model);
        output.WriteLine($"{counting:f1} instructions per row, {reading:f1} more for the histogram; {bytes} bytes for {Rows} rows");

        // Sending the codes takes 182 per row and eight bytes.
        Assert.InRange(counting, 44, 200);
        Assert.InRange(reading, 1, 130);
        Assert.InRange(bytes, 1, Rows * Models.RowBytes(model) / 4);
    }

    [Fact]
    public void The8BitNetwork_IsCountedForLittleMoreThanItIsComputed()
    {
        IntegerModel model = Models.EightBit(1, 1, 12, 10, 7, 5, 4, 3, 2);
        (double counting, double reading, int bytes) = Count(model);
        output.WriteLine($"{counting:f1} instructions per row, {reading:f1} more for the histogram; {bytes} bytes for {Rows} rows");
        Assert.InRange(counting, 5000, 7200);
    }

    [Fact]
    public void ACount_AllocatesNothing()
    {
        IntegerModel model = Models.Binary(1, 12, 10, 8, 6, 4, 2);
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        List<byte[]> script = [];
        Add(MessageType.LoadBegin, w =>
        {
            w.PutU64(id);
            w.PutU32((uint)content.Length);
        });
        for (int offset = 0; offset < content.Length; offset += 200)
        {
            int at = offset;
            Add(MessageType.Load, w =>
            {
                w.PutU64(id);
                w.PutU32((uint)at);
                w.PutBytes(content, at, Math.Min(200, content.Length - at));
            });
        }

        Add(MessageType.InputBegin, w =>
        {
            w.PutU64(Inputs);
            w.PutU8(InputMode.Counting);
            w.PutBytes(new byte[14], 0, 14);
        });
        Add(MessageType.CountBegin, w => PutCountBegin(w, id));
        int begun = script.Count;
        for (int row = 0; row < Rows; row += 256)
        {
            Add(MessageType.Count, w => PutCount(w, id, row, 256));
        }

        int counted = script.Count;
        for (int i = 0; i < 5; i++)
        {
            Add(MessageType.Histogram, w => PutHistogram(w, id, 0, 10 * i, 200));
        }

        MemoryLine line = ScriptedDevice.Boot([.. script]);
        Assert.True(line.Idle.Wait(TimeSpan.FromSeconds(30)));

        long[] allocated = [.. line.AllocatedAtWrites];

        // A histogram longer than the transmit FIFO goes in two writes.
        Assert.InRange(allocated.Length, script.Count, script.Count + 5);
        Assert.Equal(allocated[begun], allocated[counted - 1]);
        Assert.Equal(allocated[counted + 1], allocated[^1]);

        void Add(byte type, Action<FrameWriter> body) => script.Add(ScriptedDevice.Frame(type, (byte)script.Count, body));
    }

    /// <summary>Instructions per row of counting all rows, then of reading the histogram, and bytes both ways from COUNT_BEGIN on.</summary>
    private (double Counting, double Reading, int Bytes) Count(IntegerModel model)
    {
        FirmwareImage image = FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"), metered: true);
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        long before = 0;
        long counted = 0;
        int bytes = 0;
        int next = 0;
        string? refused = null;
        (int Layer, int Word) wanted = (0, 0);
        DialogueLine.Run(image, Requests(), Answered);
        Assert.Null(refused);
        foreach ((string method, long count) in image.Meter!.ByMethod().OrderByDescending(method => method.Value).Take(10))
        {
            output.WriteLine($"  {count / (double)Rows:f1} {method[..method.IndexOf('(')]}");
        }

        return ((counted - before) / (double)Rows, (image.Meter!.ByMethod().Values.Sum() - counted) / (double)Rows, bytes);

        IEnumerable<byte[]> Requests()
        {
            foreach (byte[] frame in DialogueLine.Load(id, content).Concat(DialogueLine.Inputs(Inputs, InputMode.Counting, 0, 0, [])))
            {
                yield return frame;
            }

            yield return Sent(DialogueLine.Frame(MessageType.CountBegin, w => PutCountBegin(w, id)));
            before = image.Meter!.ByMethod().Values.Sum();
            while (next < Rows && refused is null)
            {
                yield return Sent(DialogueLine.Frame(MessageType.Count, w => PutCount(w, id, next, Math.Min(1024, Rows - next))));
            }

            counted = image.Meter!.ByMethod().Values.Sum();
            while (wanted.Layer < model.RecordedLayers && refused is null)
            {
                yield return Sent(DialogueLine.Frame(MessageType.Histogram, w => PutHistogram(w, id, wanted.Layer, wanted.Word, 960)));
            }
        }

        byte[] Sent(byte[] frame)
        {
            bytes += frame.Length;
            return frame;
        }

        void Answered(Answer answer)
        {
            refused ??= answer.Type == MessageType.Error ? Convert.ToHexString(answer.Body) : null;
            bytes += answer.Type is MessageType.CountState or MessageType.HistogramWords ? answer.Body.Length + FrameLimits.MessageOverhead + 4 : 0;
            if (answer.Type == MessageType.CountState)
            {
                next = (int)answer.U32(CountStateBody.NextRow);
            }
            else if (answer.Type == MessageType.HistogramWords)
            {
                wanted = After(model, answer.Body);
            }
        }
    }

    /// <summary>The word behind those of an answer.</summary>
    private static (int Layer, int Word) After(IntegerModel model, byte[] body)
    {
        int at = HistogramWordsBody.Sections;
        (int, int) next = (0, 0);
        while (at < body.Length)
        {
            int layer = body[at + HistogramSection.Layer];
            int words = LittleEndian.ReadU16(body, at + HistogramSection.Words);
            int end = LittleEndian.ReadU16(body, at + HistogramSection.FirstWord);
            int count = LittleEndian.ReadU16(body, at + HistogramSection.Count);
            int wordBytes = ((model.RecordedFormat(layer).Width * model.RecordedFormat(layer).Bits) + 7) / 8;
            at += HistogramSection.Length;
            for (int i = 0; i < count; i++)
            {
                int labels = System.Numerics.BitOperations.PopCount(body[at + wordBytes]);
                at += wordBytes + 1;
                for (int j = 0; j < labels; j++)
                {
                    while (body[at++] >= 0x80)
                    {
                    }
                }
            }

            next = end + count == words ? (layer + 1, 0) : (layer, end + count);
        }

        return next;
    }

    private static void PutKey(FrameWriter writer, ulong model)
    {
        writer.PutU32(Nonce);
        writer.PutU64(model);
        writer.PutU64(Inputs);
    }

    private static void PutCountBegin(FrameWriter writer, ulong model)
    {
        PutKey(writer, model);
        writer.PutU32(0);
        writer.PutU16(Rows);
        writer.PutU16(2);
    }

    private static void PutCount(FrameWriter writer, ulong model, int row, int count)
    {
        byte[] labels = new byte[(count + 7) / 8];
        new Random(row).NextBytes(labels);
        labels[^1] &= (byte)(0xFF >> (-count & 7));
        PutKey(writer, model);
        writer.PutU32((uint)row);
        writer.PutU16(count);
        writer.PutBytes(labels, 0, labels.Length);
    }

    private static void PutHistogram(FrameWriter writer, ulong model, int layer, int word, int most)
    {
        PutKey(writer, model);
        writer.PutU32(Rows);
        writer.PutU8(layer);
        writer.PutU16(word);
        writer.PutU16(most);
    }
}
