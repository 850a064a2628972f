using System.Globalization;
using System.Text;
using Edge.Core.Protocol;
using Edge.Emulator.Devices;
using Edge.Firmware;

namespace Edge.Devices.Session;

/// <summary>The messages of a session that cannot go on.</summary>
internal static class SessionFaults
{
    public static DeviceException NoHello(FrameChannel channel, SessionCounters counters, SessionOptions options)
    {
        string waited = Seconds(options.HelloPatienceMilliseconds);
        if (counters.BytesReceived == 0)
        {
            return new DeviceException(
                $"{channel.Name} answers nothing at {options.Bauds} baud within {waited}: is the Edge firmware running, "
                + "are RX and TX crossed, "
                + "and is this the firmware's port rather than the debug port the board is flashed through?")
            {
                MayComeBack = true,
            };
        }

        string bytes = string.Join(' ', channel.FirstBytes.ToArray().Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
        return new DeviceException(
            $"{channel.Name} answers {counters.BytesReceived} bytes at {options.Bauds} baud that are no frames of Edge: {bytes} "
            + $"(\"{Printable(channel.FirstBytes)}\"); the debug port is the usual mistake, another baud rate the next")
        {
            MayComeBack = true,
        };
    }

    public static DeviceException OtherVersion(string name, int version) => new(
        $"the firmware on {name} speaks protocol version {version}, this edge version {FrameLimits.ProtocolVersion}; "
        + "flash the firmware that belongs to this edge");

    public static DeviceException OtherFirmware(string name, DeviceInfo info) => new(
        $"{name} runs firmware {info.Firmware}, this edge goes with firmware {FirmwareVersion.Major}.x; "
        + "flash the firmware that belongs to this edge");

    public static DeviceException CannotCount(string name, DeviceInfo info) => new(
        $"the firmware {info.Firmware} on {name} does not count its own codes, as firmware {FirmwareVersion.Major}.{FirmwareVersion.Minor} does; "
        + "flash the firmware that belongs to this edge, or record the codes: edge codes");

    public static DeviceException Silent(string name, long milliseconds) => new(
        $"{name} stopped answering and has been silent for {Seconds(milliseconds)}; "
        + "reset the device and start again, what was recorded is kept")
    {
        MayComeBack = true,
    };

    public static DeviceException Restarting(string name, int times) => new(
        $"{name} restarted {times} times without computing a row; "
        + "its power supply (use another cable or port) or its memory is too small for this model");

    public static DeviceException Confused(string name, string what) => new(
        $"the firmware on {name} {what}; flash the firmware that belongs to this edge");

    /// <summary>A model that the device has not the heap for.</summary>
    /// <param name="line">The conversation.</param>
    /// <param name="model">The model.</param>
    /// <param name="room">Bytes that are free for a model on the device.</param>
    public static DeviceException NoRoom(SessionLine line, WireModel model, long room)
    {
        long needed = model.HeapBytes;
        string[] boards =
        [
            .. KnownBoards.All.Where(board => KnownBoards.UsuallyFree(board) >= needed)
                .OrderBy(board => board.HeapBytes)
                .Select(board => board.Name)
                .Take(3),
        ];
        string others = boards.Length == 0
            ? $"no known board has so much: use a smaller model, or the device {DeviceCatalog.Host}"
            : $"use a smaller model, or a board such as {string.Join(", ", boards)} (usually "
                + $"{KnownBoards.All.Where(board => boards.Contains(board.Name)).Min(KnownBoards.UsuallyFree)} free)";
        string missing = needed > room ? $", {needed - room} too few" : string.Empty;
        return new DeviceException(string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Channel.Name} has no room for the model: it needs {needed} bytes of heap and {line.Info.Board} has {room} free{missing}; {others}"));
    }

    /// <summary>An ERROR answer that repeating cannot mend.</summary>
    public static DeviceException Refused(SessionLine line, string request)
    {
        string name = line.Channel.Name;
        uint detail = line.ErrorDetail;
        return line.ErrorCode switch
        {
            ErrorCode.BadVersion => OtherVersion(name, (int)Math.Min(detail, 255)),
            ErrorCode.OutOfMemory => new DeviceException(
                $"{name} has no room: {request} asked for {detail} bytes and the device has {line.Info.FreeHeap} free; "
                + "choose a smaller model, or a board with PSRAM"),
            ErrorCode.NoInput when detail == 3 => new DeviceException(
                $"the inputs do not fit the model: {request} was refused by {name}; "
                + "width or bits of the data set differ from the model's input"),
            ErrorCode.BadModel => new DeviceException(
                $"{name} refuses the model: " + (detail == 0
                    ? "its hash is wrong after every upload, the line or the memory alters bytes"
                    : "its content is not sound to the firmware")),
            ErrorCode.OutOfRange => new DeviceException($"{name} refuses {request}: {detail} is out of its range"),
            ErrorCode.UnknownType or ErrorCode.BadLength => Confused(name, $"does not know the request {request} as this edge sends it"),
            _ => Confused(name, $"answers {request} with error {line.ErrorCode}, detail {detail}"),
        };
    }

    private static string Seconds(long milliseconds) =>
        (milliseconds / 1000.0).ToString("0.#", CultureInfo.InvariantCulture) + " s";

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte value in bytes)
        {
            text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
        }

        return text.ToString();
    }
}
