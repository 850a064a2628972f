using System.Text;
using Edge.Core.Protocol;

namespace Edge.Devices.Session;

/// <summary>What a device says of itself in INFO.</summary>
/// <param name="ProtocolVersion">Version of the wire protocol.</param>
/// <param name="Firmware">Version of the firmware.</param>
/// <param name="Board">Name of the board.</param>
/// <param name="BootNonce">Drawn at every start; another number means that the device forgot its model and inputs.</param>
/// <param name="FreeHeap">Free heap in bytes.</param>
/// <param name="LargestFrame">Bytes of a frame both ways, zero bytes included.</param>
/// <param name="LargestInputBlock">Bytes of an input block.</param>
public sealed record DeviceInfo(
    int ProtocolVersion, Version Firmware, string Board, uint BootNonce, long FreeHeap, int LargestFrame, long LargestInputBlock)
{
    /// <summary>True where it counts its own codes (COUNT_BEGIN, COUNT, HISTOGRAM); older firmware does not say so.</summary>
    public bool Counts { get; init; }

    /// <summary>Board and firmware in a few words, such as <c>ESP32_REV3, firmware 0.2.0</c>.</summary>
    public string Description => $"{Board}, firmware {Firmware}";

    /// <summary>Reads an INFO frame; null where its body is too short or its fields are out of range.</summary>
    internal static DeviceInfo? Read(FrameReader frame)
    {
        if (frame.BodyLength < InfoBody.Length || frame.BodyLength < InfoBody.Length + frame.U8(InfoBody.NameLength))
        {
            return null;
        }

        string board = Encoding.ASCII.GetString(frame.Message, FrameReader.BodyOffset + InfoBody.Name, frame.U8(InfoBody.NameLength));
        Version firmware = new(frame.U8(InfoBody.FirmwareMajor), frame.U8(InfoBody.FirmwareMinor), frame.U8(InfoBody.FirmwarePatch));
        int abilities = InfoBody.Length + frame.U8(InfoBody.NameLength);
        int largestFrame = frame.U16(InfoBody.LargestFrame);
        return largestFrame < FrameLimits.FirstFrameBytes
            ? null
            : new DeviceInfo(
                frame.U8(InfoBody.ProtocolVersion),
                firmware,
                OneLine.Of(board),
                frame.U32(InfoBody.BootNonce),
                frame.U32(InfoBody.FreeHeap),
                largestFrame,
                frame.U32(InfoBody.LargestInputBlock))
            {
                Counts = frame.BodyLength > abilities && (frame.U8(abilities) & Abilities.Counts) != 0,
            };
    }
}
