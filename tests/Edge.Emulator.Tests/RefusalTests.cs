using Edge.Core.Models;
using Edge.Core.Protocol;
using Edge.Emulator.Tests.Parts;

namespace Edge.Emulator.Tests;

/// <summary>What the firmware answers to requests that it cannot serve, and that it goes on afterwards.</summary>
public sealed class RefusalTests : IClassFixture<RefusalTests.Device>
{
    private readonly DeviceClient device;
    private readonly IntegerModel model = Models.Binary(1, 12, 5, 2);

    public RefusalTests(Device fixture)
    {
        device = fixture.Client;

        // Leaves the device without a model: one that never becomes complete.
        device.LoadBegin(999, 100);
    }

    [Fact]
    public void Hello_OfAnotherVersion_IsRefused() => Assert.Equal((ErrorCode.BadVersion, 1u), device.Hello(2).Error());

    [Fact]
    public void UnknownType_IsNamed() => Assert.Equal((ErrorCode.UnknownType, 0x55u), device.Ask(0x55).Error());

    [Theory]
    [InlineData(MessageType.Hello)]
    [InlineData(MessageType.LoadBegin)]
    [InlineData(MessageType.Load)]
    [InlineData(MessageType.InputBegin)]
    [InlineData(MessageType.Input)]
    [InlineData(MessageType.Run)]
    [InlineData(MessageType.Stats)]
    [InlineData(MessageType.Accumulators)]
    public void BodyOfAnotherLength_IsRefused(byte type)
    {
        Assert.Equal((ErrorCode.BadLength, 3u), device.Ask(type, w => w.PutBytes([1, 2, 3], 0, 3)).Error());
    }

    [Fact]
    public void Run_WithoutTheModel_SaysWhich()
    {
        Assert.Equal((ErrorCode.NoModel, 1u), device.AskRun(999, 1, 0, 1).Error());
        Assert.Equal((ErrorCode.NoModel, 1u), device.AskRun(5, 1, 0, 1).Error());
    }

    [Fact]
    public void Run_OfNoRows_IsOutOfRange()
    {
        ulong id = device.LoadModel(model);
        device.CountRows();

        Assert.Equal((ErrorCode.OutOfRange, 0u), device.AskRun(id, DeviceClient.CountingSet, 0, 0).Error());
    }

    [Fact]
    public void Run_WithoutTheRows_SaysWhy()
    {
        ulong id = device.LoadModel(model);
        device.CountRows();
        Assert.Equal((ErrorCode.NoInput, 1u), device.AskRun(id, 8, 0, 1).Error());
        Assert.Equal((ErrorCode.NoInput, 2u), device.AskRun(id, DeviceClient.CountingSet, 4090, 7).Error());
        Assert.Equal((ErrorCode.NoInput, 2u), device.AskRun(id, DeviceClient.CountingSet, uint.MaxValue, 2).Error());

        device.LoadBlock(9, 50, 10, new byte[20]);
        Assert.Equal((ErrorCode.NoInput, 2u), device.AskRun(id, 9, 49, 1).Error());
        Assert.Equal((ErrorCode.NoInput, 2u), device.AskRun(id, 9, 55, 6).Error());
        Assert.Equal((ErrorCode.NoInput, 1u), device.AskRun(id, DeviceClient.CountingSet, 0, 1).Error());

        device.LoadBlock(10, 0, 10, new byte[30]);
        Assert.Equal((ErrorCode.NoInput, 3u), device.AskRun(id, 10, 0, 1).Error());

        device.InputBegin(11, InputMode.Block, 0, 10, new byte[20]);
        Assert.Equal((ErrorCode.NoInput, 1u), device.AskRun(id, 11, 0, 1).Error());

        ulong wide = device.LoadModel(Models.Binary(2, 33, 4, 2));
        device.CountRows();
        Assert.Equal((ErrorCode.NoInput, 3u), device.AskRun(wide, DeviceClient.CountingSet, 0, 1).Error());
        ulong deep = device.LoadModel(Models.EightBit(2, 2, 12, 4, 2));
        Assert.Equal((ErrorCode.NoInput, 3u), device.AskRun(deep, DeviceClient.CountingSet, 0, 1).Error());
    }

    [Fact]
    public void LoadBegin_OfNothingOrTooMuch_IsRefused()
    {
        Assert.Equal((ErrorCode.OutOfRange, 0u), device.LoadBegin(1, 0).Error());
        Assert.Equal((ErrorCode.OutOfMemory, 786297u), device.LoadBegin(1, 786297).Error());
        Assert.Equal((ErrorCode.OutOfMemory, uint.MaxValue), device.LoadBegin(1, uint.MaxValue).Error());
        Assert.Equal((ErrorCode.NoModel, 0u), device.Load(1, 0, [1]).Error());
    }

    [Fact]
    public void Load_OfAnotherModelOrBeyondTheEnd_IsRefused()
    {
        device.LoadBegin(5, 10);

        Assert.Equal((ErrorCode.NoModel, 1u), device.Load(6, 0, [1]).Error());
        Assert.Equal((ErrorCode.OutOfRange, 8u), device.Load(5, 8, [1, 2, 3]).Error());
        Assert.Equal((ErrorCode.OutOfRange, uint.MaxValue), device.Load(5, uint.MaxValue, [1]).Error());
    }

    [Fact]
    public void Load_WithGapsAndRepeats_KeepsWhatIsExpected()
    {
        byte[] content = DeviceClient.ContentOf(model);
        ulong id = DeviceClient.IdOf(content);
        uint size = (uint)content.Length;
        Assert.Equal(0u, device.LoadBegin(id, size).U32(LoadStateBody.NextOffset));
        Assert.Equal(0u, device.Load(id, 20, content[20..30]).U32(LoadStateBody.NextOffset));
        Assert.Equal(20u, device.Load(id, 0, content[..20]).U32(LoadStateBody.NextOffset));
        Assert.Equal(20u, device.Load(id, 0, content[..20]).U32(LoadStateBody.NextOffset));
        Assert.Equal(20u, device.LoadBegin(id, size).U32(LoadStateBody.NextOffset));
        for (uint offset = 20; offset < size; offset += 100)
        {
            device.Load(id, offset, content[(int)offset..(int)Math.Min(size, offset + 100)]);
        }

        Answer again = device.Load(id, size - 1, content[^1..]);

        Assert.Equal(size, again.U32(LoadStateBody.NextOffset));
        Assert.Equal(1, again.U8(LoadStateBody.Complete));
        Assert.Equal(1, device.LoadBegin(id, size).U8(LoadStateBody.Complete));
    }

    [Fact]
    public void Content_ThatIsNotItsId_IsRefused()
    {
        byte[] content = DeviceClient.ContentOf(model);
        device.LoadBegin(4, (uint)content.Length);
        Answer answer = null!;
        for (int offset = 0; offset < content.Length; offset += 200)
        {
            answer = device.Load(4, (uint)offset, content[offset..Math.Min(content.Length, offset + 200)]);
        }

        Assert.Equal((ErrorCode.BadModel, 0u), answer.Error());
        Assert.Equal((ErrorCode.NoModel, 0u), device.AskRun(4, 1, 0, 1).Error());
    }

    [Fact]
    public void Content_ThatIsNoModel_IsRefusedAtEveryByte()
    {
        byte[] content = DeviceClient.ContentOf(model);
        int refused = 0;
        for (int at = 0; at < content.Length; at++)
        {
            byte[] broken = (byte[])content.Clone();
            broken[at] ^= 0x80;
            Answer answer = device.LoadContent(broken).Last;
            if (answer.Type == MessageType.Error)
            {
                Assert.Equal((ErrorCode.BadModel, 1u), answer.Error());
                refused++;
            }
            else
            {
                Assert.Equal(1, answer.U8(LoadStateBody.Complete));
            }
        }

        Assert.InRange(refused, 20, content.Length - 1);
    }

    [Fact]
    public void InputBegin_OutOfRange_IsRefused()
    {
        Assert.Equal((ErrorCode.OutOfRange, 2u), device.InputBegin(1, 2, 0, 1, [1]).Error());
        Assert.Equal((ErrorCode.OutOfRange, 0u), device.InputBegin(1, InputMode.Block, 0, 0, [1]).Error());
        Assert.Equal((ErrorCode.OutOfRange, 0u), device.InputBegin(1, InputMode.Block, 0, 1, []).Error());
        Assert.Equal((ErrorCode.OutOfRange, 16385u), device.InputBegin(1, InputMode.Block, 0, 1, new byte[16385]).Error());
    }

    [Fact]
    public void Input_WithGapsRepeatsAndAWrongCrc_IsExpectedAgain()
    {
        device.InputBegin(3, InputMode.Block, 0, 2, [1, 2, 3, 4]);
        Assert.Equal(0u, device.Input(3, 0, 2, [3]).U32(InputStateBody.NextOffset));
        Assert.Equal(2u, device.Input(3, 0, 0, [1, 2]).U32(InputStateBody.NextOffset));
        Assert.Equal(2u, device.Input(3, 0, 0, [1, 2]).U32(InputStateBody.NextOffset));
        Assert.Equal(2u, device.InputBegin(3, InputMode.Block, 0, 2, [1, 2, 3, 4]).U32(InputStateBody.NextOffset));
        Assert.Equal((ErrorCode.NoInput, 1u), device.Input(3, 1, 2, [3]).Error());
        Assert.Equal((ErrorCode.OutOfRange, 3u), device.Input(3, 0, 3, [3, 4]).Error());

        Answer wrong = device.Input(3, 0, 2, [3, 5]);
        Assert.Equal(0u, wrong.U32(InputStateBody.NextOffset));
        Assert.Equal(0, wrong.U8(InputStateBody.Complete));

        Answer right = device.Input(3, 0, 0, [1, 2, 3, 4]);
        Assert.Equal(4u, right.U32(InputStateBody.NextOffset));
        Assert.Equal(1, right.U8(InputStateBody.Complete));
    }

    [Fact]
    public void Accumulators_OutOfRange_AreRefused()
    {
        ulong id = device.LoadModel(model);
        device.CountRows();

        Assert.Equal((ErrorCode.OutOfRange, 2u), device.Accumulators(id, DeviceClient.CountingSet, 0, 2, 0, 1).Error());
        Assert.Equal((ErrorCode.OutOfRange, 0u), device.Accumulators(id, DeviceClient.CountingSet, 0, 0, 0, 0).Error());
        Assert.Equal((ErrorCode.OutOfRange, 5u), device.Accumulators(id, DeviceClient.CountingSet, 0, 0, 3, 3).Error());
        Assert.Equal((ErrorCode.NoInput, 2u), device.Accumulators(id, DeviceClient.CountingSet, 4096, 0, 0, 1).Error());
    }

    public sealed class Device : IDisposable
    {
        private readonly EmulatorHost emulator = EmulatorHost.Start();
        private readonly PortAsker port;

        public Device()
        {
            port = new PortAsker(emulator.PortPath);
            Client = new DeviceClient(port);
        }

        public DeviceClient Client { get; }

        public void Dispose()
        {
            emulator.Dispose();
            port.Dispose();
        }
    }
}
