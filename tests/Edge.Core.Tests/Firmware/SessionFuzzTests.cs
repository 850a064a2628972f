using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Firmware.Links;
using Edge.Firmware.Sessions;
using Edge.Testing;
using Edge.Testing.Firmware;

namespace Edge.Core.Tests.Firmware;

/// <summary>The firmware's session, compiled for the desktop, against frames that nobody should send.</summary>
public class SessionFuzzTests
{
    private const uint FreeHeap = 60_000;

    /// <summary>Objects of the desktop are larger than a board's, and a model is there as content and as arrays.</summary>
    private const long MostAllocated = 8 * FreeHeap;

    [Fact]
    public void Session_FuzzedFrames_AnswersSoundOnesOnlyAndComputesRightAfterwards()
    {
        const int Frames = 1_000_000;
        const int Together = 500;
        IntegerModel[] models =
        [
            RandomModels.Create(new Random(3), new TensorFormat(12, 1, 1, TensorMap.Bipolar), Shape(10, 1, 1), Shape(6, 1, 1), Shape(2, 1, 8)),
            RandomModels.Create(new Random(4), new TensorFormat(9, 3, 5, TensorMap.Affine), Shape(7, 8, 4), Shape(3, 2, 8)),
            RandomModels.Create(new Random(5), new TensorFormat(20, 8, 200, TensorMap.Affine), Shape(5, 1, 2), Shape(300, 4, 8), Shape(4, 1, 8)),
        ];
        HonestHost[] hosts = [.. models.Select((model, i) => new HonestHost(model, (ulong)(900 + i), 40, i))];
        FrameMutator mutator = new(11, [.. hosts.SelectMany(host => host.Messages)]);
        ReferenceFrames reference = new();
        DeskLink link = new();
        Session session = new(link, new DeskBoard(FreeHeap, 5));
        FrameReader answers = new(Session.LargestFrame);
        int sound = 0;
        for (int frame = 0; frame < Frames; frame++)
        {
            if (frame % Together == 0)
            {
                RequireRows(hosts[frame / Together % hosts.Length], session, link);
            }

            mutator.Next(unchecked((byte)frame));
            (int accepted, _) = reference.Count(mutator.Wire.AsSpan(0, mutator.WireBytes), Session.LargestFrame);
            link.Clear();
            link.Feed(mutator.Wire, 0, mutator.WireBytes);
            do
            {
                Step(session);
            }
            while (link.HasMore);

            sound += accepted;
            int answered = CountSound(answers, link);
            Assert.Equal(0u, answers.Dropped);
            Assert.True(answered >= accepted, $"frame {frame}: {accepted} sound requests, {answered} answers");
        }

        Assert.InRange(sound, Frames / 2, Frames);
    }

    /// <summary>A device does not compare input codes with the largest one: whatever comes out of them, it is computed to the end.</summary>
    [Fact]
    public void Session_InputCodesAboveTheLargest_AreComputedToTheEnd()
    {
        int models = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            IntegerModel model = RandomModels.Create(seed, 40);
            if (model.Input.TopCode == (1 << model.Input.Bits) - 1)
            {
                continue;
            }

            models++;
            HonestHost host = new(model, 1, 30, seed, anyBytes: true);
            DeskLink link = new();
            Session session = new(link, new DeskBoard(seed % 3 == 0 ? FreeHeap : 1 << 20, 5));
            Ask(host.Messages, host, session, link);
            Assert.Equal(host.Rows.Length, Rows(host, session, link)?.Length);
        }

        Assert.InRange(models, 100, 600);
    }

    private static void Step(Session session)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Step();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    private static int CountSound(FrameReader reader, DeskLink link)
    {
        int count = 0;
        for (int at = 0; at < link.WrittenBytes;)
        {
            at += reader.Take(link.Written, at, link.WrittenBytes - at);
            count += reader.Ready && reader.Type >= MessageType.Info ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Part of the very model or block that is sent now, or wrong bytes of it, can have come before. This host does not look at the offset
    /// that is expected: where the first attempt is refused, it has another model and other inputs begun in between.
    /// </summary>
    private static void RequireRows(HonestHost host, Session session, DeskLink link)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            link.Clear();
            Ask(attempt == 0 ? host.Messages : [.. host.Others, .. host.Messages], host, session, link);
            if (Rows(host, session, link) is { } rows)
            {
                Assert.Equal(host.Rows, rows);
                return;
            }
        }

        Assert.Fail("model or inputs are refused again");
    }

    private static void Ask(IReadOnlyList<byte[]> messages, HonestHost host, Session session, DeskLink link)
    {
        foreach (byte[] message in messages)
        {
            (byte[] bytes, int count) = host.FrameOf(message, 9);
            link.Feed(bytes, 0, count);
            session.Step();
        }
    }

    /// <summary>After RUN: steps until it is done; null where something was refused.</summary>
    private static byte[]? Rows(HonestHost host, Session session, DeskLink link)
    {
        List<byte> rows = [];
        FrameReader reader = new(Session.LargestFrame);
        for (int steps = 0; steps < 1000; steps++)
        {
            for (int at = 0; at < link.WrittenBytes;)
            {
                at += reader.Take(link.Written, at, link.WrittenBytes - at);
                if (reader.Ready && reader.Type == MessageType.Error)
                {
                    return null;
                }

                if (reader.Ready && reader.Type == MessageType.RunDone)
                {
                    return [.. rows];
                }

                if (reader.Ready && reader.Type == MessageType.Codes)
                {
                    Assert.Equal((host.ModelId, host.InputSetId), (reader.U64(CodesBody.ModelId), reader.U64(CodesBody.InputSetId)));
                    Assert.Equal((rows.Count / host.RowBytes) + HonestHost.FirstRow, (int)reader.U32(CodesBody.FirstRow));
                    int bytes = reader.BodyLength - CodesBody.Length;
                    rows.AddRange(reader.Message.AsSpan(FrameReader.BodyOffset + CodesBody.Bytes, bytes));
                }
            }

            link.Clear();
            Step(session);
        }

        Assert.Fail("the run does not end");
        return null;
    }

    private static LayerShape Shape(int neurons, int weightBits, int bits) => new(neurons, weightBits, bits, bits == 1, PerNeuronThresholds: false);
}
