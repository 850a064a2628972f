using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Testing;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

/// <summary>The host's session against frames that nobody should send; the device behind it is the firmware in this process.</summary>
public class SessionFuzzTests
{
    private static readonly IntegerModel Model = Networks.Quantized(5, 2, 8, 20, 30, 4);
    private static readonly InputSet Inputs = Expected.Random(8, Model.Input, 200);
    private static readonly int[] Labels = RowCounterTests.Labels(Inputs.Rows, 3, 1);

    /// <summary>
    /// Whatever comes before an answer that is damaged, or sound and of another session: the rows are the right ones, and each is there once.
    /// </summary>
    [Fact]
    public void Run_FuzzedFramesBeforeEveryAnswer_GivesTheReferencesRows()
    {
        const int Frames = 1_000_000;
        const int Together = 300;
        FrameMutator mutator = new(21, Answers());
        ReferenceFrames reference = new();
        Random random = new(22);
        int frames = 0;
        int sound = 0;
        DeskDevice device = new()
        {
            Before = (request, pending) =>
            {
                for (int i = 0; i < Together; i++)
                {
                    byte number = unchecked((byte)(request.Number + random.Next(1, 256)));
                    do
                    {
                        mutator.Next(number);
                    }
                    while (mutator.Number == request.Number);
                    frames++;
                    sound += reference.Count(mutator.Wire.AsSpan(0, mutator.WireBytes), FrameLimits.MostFrameBytes).Accepted;
                    pending.AddRange(mutator.Wire.AsSpan(0, mutator.WireBytes));
                }
            },
        };
        byte[] expected = Expected.Rows(Model, Inputs);
        IntegerModel other = Networks.Quantized(6, 2, 8, 20, 30, 4);
        WireModel[] models = [new(Model), new(other)];
        byte[][] rows = [expected, Expected.Rows(other, Inputs)];
        using DeviceSession session = DeviceSession.Open(device, new SessionOptions(), CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; frames < Frames; i++)
        {
            CodeAssembler block = session.Run(models[i & 1], Inputs, 0, Inputs.Rows, null, CancellationToken.None);
            Assert.True(block.Rows.SequenceEqual(rows[i & 1]));
            RowCounterTests.RequireEqual(
                models[i & 1].Model, Inputs, Labels, 3, session.Count(models[i & 1], Inputs, Labels, 3, null, CancellationToken.None));
        }

        Assert.InRange(sound, Frames / 2, Frames);
        Assert.InRange(session.Counters.FramesStale, sound / 2, sound);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / frames, 0, 200);
    }

    /// <summary>Answers with wrong fields under a CRC that fits: codes may be wrong then, but nothing breaks and nothing goes on for ever.</summary>
    [Fact]
    public void AnyRequest_AnswersWithWrongFields_EndsOrIsRefused()
    {
        FrameMutator mutator = new(31, Answers());
        Random random = new(32);
        SessionOptions options = new() { AnswerMilliseconds = 1, PatienceMilliseconds = 3, HelloPatienceMilliseconds = 3 };
        WireModel model = new(Model);
        int finished = 0;
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte number = 0;
            DeskDevice device = new()
            {
                Before = (request, _) => number = request.Number,
                Alters = written =>
                {
                    if (random.Next(2) != 0)
                    {
                        return written;
                    }

                    mutator.Next(number);
                    return mutator.Wire[..mutator.WireBytes];
                },
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using DeviceSession session = DeviceSession.Open(device, options, CancellationToken.None);
                session.Run(model, Inputs, 0, 20, null, CancellationToken.None);
                session.Accumulators(model, Inputs, 3, CancellationToken.None);
                session.Count(model, Inputs, Labels, 3, null, CancellationToken.None);
                session.Stats(CancellationToken.None);
                finished++;
            }
            catch (DeviceException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                refused++;
            }

            // Frames of up to 65,535 bytes both ways and a buffer of as many are what a session holds.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        }

        Assert.True(finished > 100 && refused > 100, $"{finished} finished, {refused} refused");
    }

    /// <summary>Messages that a device sent for a session like these.</summary>
    private static List<byte[]> Answers()
    {
        List<byte[]> answers = [];
        FrameReader reader = new(FrameLimits.MostFrameBytes);
        DeskDevice device = new()
        {
            Alters = written =>
            {
                for (int at = 0; at < written.Length;)
                {
                    at += reader.Take(written, at, written.Length - at);
                    if (reader.Ready && reader.BodyLength < 1200)
                    {
                        answers.Add(reader.Message[(FrameReader.BodyOffset - FrameLimits.HeaderBytes)..(FrameReader.BodyOffset + reader.BodyLength)]);
                    }
                }

                return written;
            },
        };
        using DeviceSession session = DeviceSession.Open(device, new SessionOptions(), CancellationToken.None);
        session.Run(new WireModel(Model), Inputs, 0, 20, null, CancellationToken.None);
        session.Accumulators(new WireModel(Model), Inputs, 3, CancellationToken.None);
        session.Count(new WireModel(Model), Inputs, Labels, 3, null, CancellationToken.None);
        session.Stats(CancellationToken.None);
        answers.Add([MessageType.Error, 0, ErrorCode.NoModel, 1, 0, 0, 0]);
        return answers;
    }
}
