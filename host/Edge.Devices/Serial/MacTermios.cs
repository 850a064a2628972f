using System.Runtime.InteropServices;

namespace Edge.Devices.Serial;

/// <summary>
/// macOS: struct termios with 64-bit fields, then IOSSIOSPEED for the baud rate. Written from Apple's headers; see the support table in
/// the README for what was run.
/// </summary>
internal static unsafe partial class MacTermios
{
    private const nuint SetSpeed = 0x80085402;
    private const int Now = 0;
    private const int InputQueue = 1;
    private const ulong EightBits = 0x300;
    private const ulong EnableReceiver = 0x800;
    private const ulong IgnoreModemLines = 0x8000;
    private const int MinimumBytes = 16;
    private const int MinimumTime = 17;
    private const ulong FallbackBauds = 9600;

    /// <summary>Raw 8N1 without flow control; modem lines ignored, and left alone on closing, so that boards are not reset.</summary>
    /// <returns>The baud rate; negative when the system refused, the last error says why.</returns>
    public static long MakeRaw(int descriptor, int bauds)
    {
        Settings settings;
        if (Get(descriptor, &settings) != 0)
        {
            return -1;
        }

        settings.InputFlags = 0;
        settings.OutputFlags = 0;
        settings.LocalFlags = 0;
        settings.ControlFlags = EightBits | EnableReceiver | IgnoreModemLines;

        // One byte at least: without O_NONBLOCK's EAGAIN a read of nothing would look like a hang-up.
        settings.Characters[MinimumBytes] = 1;
        settings.Characters[MinimumTime] = 0;
        settings.InputBauds = FallbackBauds;
        settings.OutputBauds = FallbackBauds;
        if (Set(descriptor, Now, &settings) != 0)
        {
            return -1;
        }

        nuint speed = (nuint)bauds;
        if (UnixNative.Control(descriptor, SetSpeed, (nint)(&speed)) == 0)
        {
            return bauds;
        }

        // Pseudo-terminals know no IOSSIOSPEED and have no speed either.
        return Marshal.GetLastPInvokeError() == UnixNative.NotATerminal ? bauds : -1;
    }

    /// <summary>Forgets what came in before the port was opened.</summary>
    public static void DiscardInput(int descriptor) => FlushQueue(descriptor, InputQueue);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int Get(int descriptor, Settings* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int Set(int descriptor, int when, Settings* settings);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    private static partial int FlushQueue(int descriptor, int queue);

    [StructLayout(LayoutKind.Sequential)]
    private struct Settings
    {
        public ulong InputFlags;
        public ulong OutputFlags;
        public ulong ControlFlags;
        public ulong LocalFlags;
        public fixed byte Characters[20];
        public ulong InputBauds;
        public ulong OutputBauds;
    }
}
