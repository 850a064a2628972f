using System.Runtime.InteropServices;

namespace Edge.Devices.Serial;

/// <summary>
/// Linux: struct termios2, which takes any baud rate as a number (BOTHER). The request numbers are those of x86, ARM, RISC-V and s390;
/// MIPS and PowerPC have others and are refused by the kernel with one line.
/// </summary>
internal static unsafe class LinuxTermios
{
    private const nuint GetTermios2 = 0x802C542A;
    private const nuint SetTermios2 = 0x402C542B;
    private const nuint Flush = 0x540B;
    private const uint BaudByNumber = 0x1000;
    private const int InputBaudShift = 16;
    private const uint EightBits = 0x30;
    private const uint EnableReceiver = 0x80;
    private const uint IgnoreModemLines = 0x800;
    private const int MinimumBytes = 6;
    private const int MinimumTime = 5;

    /// <summary>Raw 8N1 without flow control; modem lines ignored, and left alone on closing, so that boards are not reset.</summary>
    /// <returns>The baud rate that the driver came up with.</returns>
    /// <remarks>A negative result means that the kernel refused; the last error says why.</remarks>
    public static long MakeRaw(int descriptor, int bauds)
    {
        Settings settings;
        if (UnixNative.Control(descriptor, GetTermios2, (nint)(&settings)) != 0)
        {
            return -1;
        }

        settings.InputFlags = 0;
        settings.OutputFlags = 0;
        settings.LocalFlags = 0;
        settings.ControlFlags = EightBits | EnableReceiver | IgnoreModemLines | BaudByNumber | (BaudByNumber << InputBaudShift);

        // One byte at least: without O_NONBLOCK's EAGAIN a read of nothing would look like a hang-up.
        settings.Characters[MinimumBytes] = 1;
        settings.Characters[MinimumTime] = 0;
        settings.InputBauds = (uint)bauds;
        settings.OutputBauds = (uint)bauds;
        if (UnixNative.Control(descriptor, SetTermios2, (nint)(&settings)) != 0
            || UnixNative.Control(descriptor, GetTermios2, (nint)(&settings)) != 0)
        {
            return -1;
        }

        // A driver that cannot do the rate writes back the one it chose.
        return settings.OutputBauds;
    }

    /// <summary>Forgets what came in before the port was opened.</summary>
    public static void DiscardInput(int descriptor) => UnixNative.Control(descriptor, Flush, 0);

    [StructLayout(LayoutKind.Sequential)]
    private struct Settings
    {
        public uint InputFlags;
        public uint OutputFlags;
        public uint ControlFlags;
        public uint LocalFlags;
        public byte Line;
        public fixed byte Characters[19];
        public uint InputBauds;
        public uint OutputBauds;
    }
}
