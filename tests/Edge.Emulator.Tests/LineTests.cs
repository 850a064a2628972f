using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>Resets, noise and requests that cross a RUN.</summary>
public sealed class LineTests : IDisposable
{
    private readonly EmulatorHost emulator = EmulatorHost.Start("--board", "ESP32_PSRAM_REV3");
    private readonly PortAsker port;
    private readonly DeviceClient device;
    private readonly IntegerModel model = Models.Binary(1, 12, 10, 8, 2);

    public LineTests()
    {
        port = new PortAsker(emulator.PortPath);
        device = new DeviceClient(port);
    }

    [Fact]
    public void Hello_IsAnsweredWithInfo()
    {
        Answer info = device.Hello();

        Assert.Equal(MessageType.Info, info.Type);
        Assert.Equal(FrameLimits.ProtocolVersion, info.U8(InfoBody.ProtocolVersion));
        Assert.Equal(1024, info.U16(InfoBody.LargestFrame));
        Assert.Equal(16384u, info.U32(InfoBody.LargestInputBlock));
        Assert.True(info.U32(InfoBody.FreeHeap) > 0);
        string name = System.Text.Encoding.ASCII.GetString(info.Body, InfoBody.Name, info.U8(InfoBody.NameLength));
        Assert.Equal("EMULATED_ESP32_PSRAM_REV3", name);
        Assert.Equal(InfoBody.Length + name.Length + 1, info.Body.Length);
        Assert.Equal(Abilities.Counts, info.U8(InfoBody.Name + name.Length));
    }

    [Fact]
    public void Reset_ForgetsModelAndInputs_AndDrawsANewNonce()
    {
        ulong id = device.LoadModel(model);
        device.CountRows();
        byte[] before = device.Run(id, DeviceClient.CountingSet, 0, 100, Models.RowBytes(model));
        uint nonce = device.Hello().U32(InfoBody.BootNonce);

        emulator.Reset();
        uint newNonce = AskUntilRestarted(nonce);

        Assert.NotEqual(nonce, newNonce);
        Assert.Equal((ErrorCode.NoModel, 0u), device.AskRun(id, DeviceClient.CountingSet, 0, 1).Error());
        device.LoadModel(model);
        Assert.Equal((ErrorCode.NoInput, 0u), device.AskRun(id, DeviceClient.CountingSet, 0, 1).Error());
        device.CountRows();
        Assert.Equal(before, device.Run(id, DeviceClient.CountingSet, 0, 100, Models.RowBytes(model)));
    }

    [Fact]
    public void Reset_DuringARun_EndsItAndTheDeviceServesAgain()
    {
        ulong id = device.LoadModel(model);
        device.CountRows();
        uint nonce = device.Hello().U32(InfoBody.BootNonce);
        device.SendRun(id, DeviceClient.CountingSet, 0, 4096);
        Assert.Equal(MessageType.Codes, device.Receive().Type);

        emulator.Reset();
        AskUntilRestarted(nonce);

        device.LoadModel(model);
        device.CountRows();
        Assert.Equal(
            Models.Expected(model, Models.Counting(model), 0, 4096),
            device.Run(id, DeviceClient.CountingSet, 0, 4096, Models.RowBytes(model)));
    }

    [Fact]
    public void ARequestDuringARun_EndsIt()
    {
        // A row of this model takes long enough that a RUN of all rows cannot be over before the next request is there.
        IntegerModel slow = Models.EightBit(2, 1, 12, 200, 200, 200, 2);
        ulong id = device.LoadModel(slow);
        device.CountRows();
        device.SendRun(id, DeviceClient.CountingSet, 0, 4096);
        Assert.Equal(MessageType.Codes, device.Receive().Type);

        device.Send(MessageType.Stats);
        int frames = 0;
        Answer answer = device.Receive();
        while (answer.Type == MessageType.Codes)
        {
            frames++;
            answer = device.Receive();
        }

        Assert.Equal(MessageType.StatsState, answer.Type);
        Assert.InRange(answer.U32(StatsStateBody.RowsComputed), 1u, 4095u);
        Assert.Equal(MessageType.Info, device.Hello().Type);
    }

    [Fact]
    public void Noise_IsDroppedAndCounted()
    {
        Random random = new(6);
        byte[] noise = new byte[400];
        random.NextBytes(noise);
        ulong id = device.LoadModel(model);
        device.CountRows();

        for (int i = 0; i < 10; i++)
        {
            port.SendRaw(noise);
            Assert.Equal(
                Models.Expected(model, Models.Counting(model), 7, 20),
                device.Run(id, DeviceClient.CountingSet, 7, 20, Models.RowBytes(model)));
        }

        Assert.InRange(device.Stats().U32(StatsStateBody.FramesDropped), 10u, 400u);
    }

    [Fact]
    public void MoreThanTheReceiveBufferHolds_IsDropped_AndTheDeviceServesAgain()
    {
        port.SendRaw(new byte[100_000].Select((_, i) => (byte)(1 + i % 255)).ToArray());

        // What is left of the flood may take the first requests with it, as it would on a wire.
        byte[] stats = StatsFrame();
        Answer? answer = null;
        for (int tries = 0; tries < 50 && answer is null; tries++)
        {
            port.SendRaw(stats);
            port.TryReceive(TimeSpan.FromMilliseconds(200), out answer);
        }

        emulator.CloseInput();
        emulator.WaitForExit();
        Assert.True(answer?.Type == MessageType.StatsState, emulator.Errors());
    }

    public void Dispose()
    {
        emulator.Dispose();
        port.Dispose();
    }

    private static byte[] StatsFrame()
    {
        FrameWriter writer = new(FrameLimits.FirstFrameBytes);
        writer.Begin(MessageType.Stats, 200);
        return writer.Frame[..writer.End()];
    }

    /// <summary>
    /// Asks until another boot answers: what is sent while a device restarts is lost. Then STATS: what it answers to more than one HELLO
    /// comes before that, and is not left for the next request to find.
    /// </summary>
    private uint AskUntilRestarted(uint oldNonce)
    {
        uint? nonce = null;
        while (nonce is null)
        {
            device.Send(MessageType.Hello, w =>
            {
                w.PutU8(FrameLimits.ProtocolVersion);
                w.PutU32(DeviceClient.Nonce);
            });
            while (port.TryReceive(TimeSpan.FromMilliseconds(200), out Answer? answer))
            {
                if (answer!.Type == MessageType.Info && answer.U32(InfoBody.BootNonce) != oldNonce)
                {
                    nonce = answer.U32(InfoBody.BootNonce);
                    break;
                }
            }
        }

        device.Send(MessageType.Stats);
        while (device.Receive().Type != MessageType.StatsState)
        {
        }

        return nonce.Value;
    }
}
