using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Information.Codes;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

/// <summary>The host's counting against the firmware's session in this process.</summary>
public class RowCounterTests
{
    private static readonly SessionOptions Quick = new() { AnswerMilliseconds = 1 };

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(256)]
    public void Count_GivesWhatTheCodesGive(int classes)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            // The 200 KB of the device hold 1024 words with 10 labels, not with 256.
            (IntegerModel model, InputSet inputs) = seed % 2 == 0 && classes < 20
                ? (Networks.Binary(seed, 12, 10, 8, 6, 4, 2), InputSet.Counting(12))
                : Random(seed, classes < 20 ? 500 : 60);
            int[] labels = Labels(inputs.Rows, classes, seed);
            using DeviceSession session = DeviceSession.Open(new DeskDevice(), Quick, CancellationToken.None);
            RequireEqual(model, inputs, labels, classes, session.Count(new WireModel(model), inputs, labels, classes, null, CancellationToken.None));
            Assert.False(session.Counters.AnyTrouble, session.Counters.ToString());
        }
    }

    /// <summary>Every answer is lost a few times and every request comes twice: nothing is counted twice, nothing left out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Count_LostAndDoubledFrames_GivesWhatTheCodesGive(int seed)
    {
        (IntegerModel model, InputSet inputs) = Random(seed, 700);
        int[] labels = Labels(inputs.Rows, 3, seed);
        Random random = new(seed);
        DeskDevice device = new() { Alters = written => random.Next(3) switch { 0 => [], 1 => [.. written, .. written], _ => written } };
        using DeviceSession session = DeviceSession.Open(device, Quick, CancellationToken.None);

        IReadOnlyList<CountedLayer> layers = session.Count(new WireModel(model), inputs, labels, 3, null, CancellationToken.None);

        RequireEqual(model, inputs, labels, 3, layers);
        Assert.True(session.Counters.RequestsRepeated > 0);
    }

    [Fact]
    public void Count_TwiceOnTheSameRows_CountsThemOnceEach()
    {
        (IntegerModel model, InputSet inputs) = Random(4, 300);
        WireModel wire = new(model);
        using DeviceSession session = DeviceSession.Open(new DeskDevice(), Quick, CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            int[] labels = Labels(inputs.Rows, 2, i);
            RequireEqual(model, inputs, labels, 2, session.Count(wire, inputs, labels, 2, null, CancellationToken.None));
            session.Run(wire, inputs, 10, 20, null, CancellationToken.None);
        }
    }

    /// <summary>What answers HELLO like older firmware, without the byte that tells what it can do.</summary>
    [LinuxFact]
    public void Count_OlderFirmware_IsToldInOneLine()
    {
        using DeviceStandIn standIn = new() { LargestFrame = 512 };
        standIn.Start();
        using SerialDevice device = SerialDevice.OpenPort(standIn.Terminal.Path, new SessionOptions(), CancellationToken.None);
        (IntegerModel model, InputSet inputs) = Random(5, 20);
        DeviceException e = Assert.Throws<DeviceException>(
            () => device.Count(model, inputs, Labels(inputs.Rows, 2, 1), 2, null, CancellationToken.None));
        Assert.Contains("does not count its own codes", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Count_MoreClassesThanADeviceCounts_IsRefused()
    {
        (IntegerModel model, InputSet inputs) = Random(5, 20);
        using DeviceSession session = DeviceSession.Open(new DeskDevice(), Quick, CancellationToken.None);
        Assert.Throws<DeviceException>(() => session.Count(new WireModel(model), inputs, new int[20], 257, null, CancellationToken.None));
    }

    /// <summary>A section that is not as asked for: damaged memory or other firmware. Whatever of it is wrong, it is not taken.</summary>
    [Fact]
    public void Count_AlteredHistograms_AreRefused()
    {
        (IntegerModel model, InputSet inputs) = Random(6, 60);
        int[] labels = Labels(inputs.Rows, 2, 1);
        IReadOnlyList<CountedLayer> expected = new HostDevice().Count(model, inputs, labels, 2, null, CancellationToken.None);
        int refused = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            HistogramForger forger = new(random);
            using DeviceSession session = DeviceSession.Open(new DeskDevice { Alters = forger.Forge }, Quick, CancellationToken.None);
            try
            {
                IReadOnlyList<CountedLayer> layers = session.Count(new WireModel(model), inputs, labels, 2, null, CancellationToken.None);
                Assert.All(layers.Zip(expected), pair => Assert.True(pair.First.Histogram?.SameAs(pair.Second.Histogram!) ?? true));
            }
            catch (DeviceException e)
            {
                Assert.Contains("does not add up", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 350, 400);
    }

    internal static int[] Labels(int rows, int classes, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
    }

    internal static void RequireEqual(IntegerModel model, InputSet inputs, int[] labels, int classes, IReadOnlyList<CountedLayer> layers)
    {
        using HostDevice host = new();
        IReadOnlyList<CodeLayer> expected = host.Record(model, inputs, 0, inputs.Rows, null, CancellationToken.None);
        Assert.Equal(expected.Count, layers.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            Assert.True(layers[i].Histogram is not null, $"{expected[i].Name}: {layers[i].Missing}");
            Assert.True(layers[i].Histogram!.SameAs(CodeHistogram.Of(expected[i].Codes, labels, classes)), $"{expected[i].Name} differs");
        }
    }

    private static (IntegerModel Model, InputSet Inputs) Random(int seed, int rows)
    {
        IntegerModel model = Networks.Quantized(seed, 2, 4, 40, 6, 4, 3);
        return (model, Expected.Random(seed, model.Input, rows));
    }

    /// <summary>Changes one byte of the sections in every HISTOGRAM_WORDS and mends the frame's CRC.</summary>
    private sealed class HistogramForger(Random random)
    {
        private readonly FrameReader reader = new(FrameLimits.MostFrameBytes);
        private readonly FrameWriter writer = new(FrameLimits.MostFrameBytes);

        public byte[] Forge(byte[] written)
        {
            List<byte> forged = [];
            for (int at = 0; at < written.Length;)
            {
                at += reader.Take(written, at, written.Length - at);
                if (!reader.Ready)
                {
                    continue;
                }

                byte[] body = reader.Message.AsSpan(FrameReader.BodyOffset, reader.BodyLength).ToArray();
                if (reader.Type == MessageType.HistogramWords)
                {
                    body[random.Next(HistogramWordsBody.Sections, body.Length)] ^= (byte)random.Next(1, 256);
                }

                writer.Begin(reader.Type, reader.Number);
                writer.PutBytes(body, 0, body.Length);
                forged.AddRange(writer.Frame.AsSpan(0, writer.End()));
            }

            return [.. forged];
        }
    }
}
