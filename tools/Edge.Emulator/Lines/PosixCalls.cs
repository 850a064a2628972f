using System.Runtime.InteropServices;

namespace Edge.Emulator.Lines;

/// <summary>The calls of the C library for pseudo-terminals. None is variadic where it matters, so they hold on every processor.</summary>
internal static partial class PosixCalls
{
    internal const int ReadWrite = 2;
    internal const int Interrupted = 4;
    internal const int SetNow = 0;
    internal const short PollIn = 1;
    internal const short PollOut = 4;

    /// <summary>Room for struct termios, which has 60 bytes on Linux and 72 on macOS.</summary>
    internal const int TermiosBytes = 256;

    internal static int NoControllingTerminal => OperatingSystem.IsMacOS() ? 0x20000 : 0x100;

    internal static int NonBlocking => OperatingSystem.IsMacOS() ? 0x4 : 0x800;

    internal static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    internal static partial int OpenPseudoTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    internal static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    internal static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname", SetLastError = true)]
    internal static partial nint Name(int master);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    internal static unsafe partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "select", SetLastError = true)]
    internal static unsafe partial int Select(int highest, byte* readable, byte* writable, byte* exceptional, TimeValue* wait);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static unsafe partial int GetTerminal(int descriptor, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static unsafe partial int SetTerminal(int descriptor, int when, byte* termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static unsafe partial void MakeRaw(byte* termios);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }

    /// <summary>A timeval; macOS has 32 bits of microseconds and as many of padding, which are zero.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeValue
    {
        internal long Seconds;
        internal long Microseconds;
    }
}
