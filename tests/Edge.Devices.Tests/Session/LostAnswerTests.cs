using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Serial;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

/// <summary>Answers that are lost one after the other, to a request that the device may need long for.</summary>
public class LostAnswerTests
{
    private const int Lost = 5;

    /// <summary>The host allows 0.2 ms for every byte of a model's hash; doubled with every loss, that would leave four requests only.</summary>
    [Fact]
    public void Run_FiveAnswersToLoadBeginAreLost_IsAskedOften()
    {
        IntegerModel model = Networks.Binary(1, 12, 10, 8, 6, 4, 2);
        WireModel wire = new(model);
        Assert.InRange(wire.Content.Length, 1200, 2000);
        InputSet inputs = Expected.Counting(12, 50);
        byte type = 0;
        int lost = 0;
        DeskDevice device = new()
        {
            Before = (request, _) => type = request.Type,
            Alters = written => type == MessageType.LoadBegin && lost++ < Lost ? [] : written,
        };
        SessionOptions options = new() { AnswerMilliseconds = 5, PatienceMilliseconds = 3000 };
        using DeviceSession session = DeviceSession.Open(new WaitingLink(device), options, CancellationToken.None);

        Assert.Equal(Expected.Rows(model, inputs), session.Run(wire, inputs, 0, 50, null, CancellationToken.None).Rows.ToArray());

        Assert.True(lost > Lost);
        Assert.Equal(Lost, session.Counters.RequestsRepeated);
    }

    /// <summary>Waits as long as it is told to where nothing comes.</summary>
    private sealed class WaitingLink(ISerialLink link) : ISerialLink
    {
        public string Name => link.Name;

        public int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation)
        {
            int count = link.Read(buffer, timeoutMilliseconds, cancellation);
            if (count == 0)
            {
                cancellation.WaitHandle.WaitOne(timeoutMilliseconds);
            }

            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation) => link.Write(bytes, cancellation);

        public void Dispose() => link.Dispose();
    }
}
