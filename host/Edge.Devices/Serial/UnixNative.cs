using System.Runtime.InteropServices;

namespace Edge.Devices.Serial;

/// <summary>The C library's calls that Linux and macOS have in common, with the numbers that differ between the two.</summary>
internal static unsafe partial class UnixNative
{
    public const int NotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoSuchAddress = 6;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoSuchDevice = 19;
    public const int IsDirectory = 21;
    public const int InvalidArgument = 22;
    public const int NotATerminal = 25;

    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollError = 8;
    public const short PollHangUp = 16;
    public const short PollInvalid = 32;

    /// <summary>LOCK_EX and LOCK_NB, for flock.</summary>
    public const int LockExclusiveNow = 2 | 4;

    /// <summary>LOCK_UN, for flock.</summary>
    public const int Unlock = 8;

    /// <summary>EAGAIN.</summary>
    public static int Again => OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>O_RDWR, O_NOCTTY, O_NONBLOCK and O_CLOEXEC.</summary>
    public static int OpenFlags => OperatingSystem.IsMacOS() ? 0x2 | 0x20000 | 0x4 | 0x1000000 : 0x2 | 0x100 | 0x800 | 0x80000;

    /// <summary>TIOCEXCL: nobody else may open the terminal (root may; flock sees to that).</summary>
    public static nuint SetExclusive => OperatingSystem.IsMacOS() ? 0x2000740DU : 0x540CU;

    /// <summary>TIOCNXCL: takes TIOCEXCL back, for a terminal that somebody else keeps open.</summary>
    public static nuint SetShared => OperatingSystem.IsMacOS() ? 0x2000740EU : 0x540DU;

    /// <summary>An entry of poll's list.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Got;
    }

    /// <summary>A timeval; macOS has 32 bits of microseconds and as many of padding, which are zero.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    /// <summary>
    /// Waits for one descriptor; the count's type is unsigned long on Linux and unsigned int on macOS, alike in a register.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    /// <summary>Waits for descriptors below the highest, by their bits in sets of 1024.</summary>
    [LibraryImport("libc", EntryPoint = "select", SetLastError = true)]
    public static partial int Select(int highest, byte* readable, byte* writable, byte* exceptional, TimeValue* wait);

    /// <summary>ioctl with a pointer or number as its third argument.</summary>
    public static int Control(int descriptor, nuint request, nint argument)
    {
        // ioctl is variadic, and on Apple's arm64 variadic arguments go to the stack: six fillers use up the argument registers.
        return OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ControlOnStack(descriptor, request, 0, 0, 0, 0, 0, 0, argument)
            : ControlInRegister(descriptor, request, argument);
    }

    /// <summary>The operating system's words for the last failed call.</summary>
    public static string LastMessage() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlInRegister(int descriptor, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlOnStack(
        int descriptor, nuint request, nint a, nint b, nint c, nint d, nint e, nint f, nint argument);
}
