using Edge.Core.Protocol;

namespace Edge.Emulator.Tests.Parts;

/// <summary>A message of the device.</summary>
public sealed record Answer(byte Type, byte Number, byte[] Body)
{
    public int U8(int offset) => Body[offset];

    public int U16(int offset) => LittleEndian.ReadU16(Body, offset);

    public uint U32(int offset) => LittleEndian.ReadU32(Body, offset);

    public ulong U64(int offset) => LittleEndian.ReadU64(Body, offset);

    /// <summary>Code and detail of an ERROR; fails on anything else.</summary>
    public (int Code, uint Detail) Error()
    {
        Assert.Equal(MessageType.Error, Type);
        return (U8(ErrorBody.Code), U32(ErrorBody.Detail));
    }
}
