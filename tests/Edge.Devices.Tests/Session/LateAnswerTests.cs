using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Devices.Session;
using Edge.Devices.Tests.Support;
using Edge.Inference;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Session;

/// <summary>Answers to requests of long ago that bear the number of the present one, as numbers come round after 256.</summary>
public class LateAnswerTests
{
    private static readonly SessionOptions Quick = new() { AnswerMilliseconds = 30 };
    private static readonly IntegerModel Model = Networks.Quantized(5, 2, 8, 20, 30, 4);
    private static readonly InputSet Inputs = Expected.Random(8, Model.Input, 50);

    [Theory]
    [InlineData(MessageType.LoadBegin, MessageType.LoadState)]
    [InlineData(MessageType.Load, MessageType.LoadState)]
    [InlineData(MessageType.InputBegin, MessageType.InputState)]
    [InlineData(MessageType.Input, MessageType.InputState)]
    public void Run_StateOfAnotherModelOrBlock_ChangesNothing(byte request, byte answer)
    {
        using DeviceSession session = Open(request, writer =>
        {
            writer.Begin(answer, 0);
            writer.PutU64(4711);
            writer.PutU32(3);
            if (answer == MessageType.InputState)
            {
                writer.PutU32(100);
            }

            writer.PutU8(1);
        });
        Assert.Equal(Expected.Rows(Model, Inputs), session.Run(new WireModel(Model), Inputs, 0, 50, null, CancellationToken.None).Rows.ToArray());
        Assert.True(session.Counters.FramesStale > 0);
    }

    [Theory]
    [InlineData(MessageType.LoadBegin, ErrorCode.OutOfMemory)]
    [InlineData(MessageType.LoadBegin, ErrorCode.OutOfRange)]
    [InlineData(MessageType.LoadBegin, ErrorCode.NoModel)]
    [InlineData(MessageType.Load, ErrorCode.OutOfRange)]
    [InlineData(MessageType.Load, ErrorCode.BadModel)]
    [InlineData(MessageType.Load, ErrorCode.NoInput)]
    [InlineData(MessageType.InputBegin, ErrorCode.OutOfMemory)]
    [InlineData(MessageType.InputBegin, ErrorCode.OutOfRange)]
    [InlineData(MessageType.InputBegin, ErrorCode.NoModel)]
    [InlineData(MessageType.InputBegin, ErrorCode.NoInput)]
    [InlineData(MessageType.Input, ErrorCode.OutOfRange)]
    [InlineData(MessageType.Input, ErrorCode.NoModel)]
    [InlineData(MessageType.Input, ErrorCode.NoInput)]
    [InlineData(MessageType.Run, ErrorCode.OutOfRange)]
    [InlineData(MessageType.Run, ErrorCode.NoModel)]
    public void Run_OneLateError_ChangesNothing(byte request, byte code)
    {
        int left = 1;
        using DeviceSession session = Open(request, writer =>
        {
            writer.Begin(left-- > 0 ? MessageType.Error : MessageType.Info, 0);
            writer.PutU8(code);
            writer.PutU32(1);
        });
        Assert.Equal(Expected.Rows(Model, Inputs), session.Run(new WireModel(Model), Inputs, 0, 50, null, CancellationToken.None).Rows.ToArray());
    }

    /// <summary>NO_COUNT answers COUNT and HISTOGRAM only: one that comes before the answer to anything else is of long ago, however often.</summary>
    [Theory]
    [InlineData(MessageType.Hello)]
    [InlineData(MessageType.LoadBegin)]
    [InlineData(MessageType.Load)]
    [InlineData(MessageType.InputBegin)]
    [InlineData(MessageType.Input)]
    [InlineData(MessageType.CountBegin)]
    public void Count_LateNoCount_DoesNotEndTheUpload(byte request)
    {
        using DeviceSession session = Open(request, writer =>
        {
            writer.Begin(MessageType.Error, 0);
            writer.PutU8(ErrorCode.NoCount);
            writer.PutU32(0);
        });
        int[] labels = RowCounterTests.Labels(Inputs.Rows, 2, 1);
        RowCounterTests.RequireEqual(
            Model, Inputs, labels, 2, session.Count(new WireModel(Model), Inputs, labels, 2, null, CancellationToken.None));
        Assert.True(session.Counters.FramesStale > 0);
        Assert.Equal((1, 0), (session.Counters.ModelsLoaded, session.Counters.RequestsRepeated));
    }

    [Theory]
    [InlineData(ErrorCode.OutOfRange)]
    [InlineData(ErrorCode.NoModel)]
    public void Accumulators_OneLateError_ChangesNothing(byte code)
    {
        int left = 1;
        using DeviceSession session = Open(MessageType.Accumulators, writer =>
        {
            writer.Begin(left-- > 0 ? MessageType.Error : MessageType.Info, 0);
            writer.PutU8(code);
            writer.PutU32(1);
        });
        int[][] values = session.Accumulators(new WireModel(Model), Inputs, 7, CancellationToken.None);
        using HostDevice host = new();
        Assert.Equal(host.Accumulators(Model, Inputs, 7, CancellationToken.None), values);
    }

    [Fact]
    public void Accumulators_OfAnotherRow_AreNotTaken()
    {
        using DeviceSession session = Open(MessageType.Accumulators, writer =>
        {
            writer.Begin(MessageType.AccumulatorValues, 0);
            writer.PutBytes(new byte[AccumulatorValuesBody.Length + 200], 0, AccumulatorValuesBody.Length + 200);
        });
        int[][] values = session.Accumulators(new WireModel(Model), Inputs, 7, CancellationToken.None);
        using HostDevice host = new();
        Assert.Equal(host.Accumulators(Model, Inputs, 7, CancellationToken.None), values);
    }

    /// <summary>Before every answer to such a request comes a frame of that number.</summary>
    private static DeviceSession Open(byte request, Action<FrameWriter> late)
    {
        FrameWriter writer = new(1024);
        DeskDevice device = new()
        {
            Before = (asked, pending) =>
            {
                if (asked.Type == request)
                {
                    late(writer);
                    writer.Message[3] = asked.Number;
                    pending.AddRange(writer.Frame.AsSpan(0, writer.End()));
                }
            },
        };
        return DeviceSession.Open(device, Quick, CancellationToken.None);
    }
}
