using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Devices.Serial;

/// <summary>Win32's calls on serial ports.</summary>
internal static unsafe partial class WindowsNative
{
    public const uint ReadAndWrite = 0xC0000000;
    public const uint OpenExisting = 3;
    public const int FileNotFound = 2;
    public const int AccessDenied = 5;
    public const uint ClearInput = 0x0008;

    /// <summary>fBinary of the DCB's flag bits.</summary>
    public const uint BinaryMode = 1;

    /// <summary>fDtrControl = DTR_CONTROL_ENABLE (bits 4 and 5).</summary>
    public const uint RaiseDtr = 1 << 4;

    /// <summary>fRtsControl = RTS_CONTROL_ENABLE (bits 12 and 13).</summary>
    public const uint RaiseRts = 1 << 12;

    /// <summary>DCB.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DeviceControlBlock
    {
        public uint Length;
        public uint Bauds;
        public uint Flags;
        public ushort Reserved;
        public ushort XonLimit;
        public ushort XoffLimit;
        public byte ByteSize;
        public byte Parity;
        public byte StopBits;
        public byte XonCharacter;
        public byte XoffCharacter;
        public byte ErrorCharacter;
        public byte EndCharacter;
        public byte EventCharacter;
        public ushort Reserved1;
    }

    /// <summary>COMMTIMEOUTS, milliseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Timeouts
    {
        public uint ReadInterval;
        public uint ReadMultiplier;
        public uint ReadConstant;
        public uint WriteMultiplier;
        public uint WriteConstant;
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeFileHandle CreateFile(
        string name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ReadFile(SafeFileHandle file, byte* buffer, uint count, out uint got, nint overlapped);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool WriteFile(SafeFileHandle file, byte* buffer, uint count, out uint put, nint overlapped);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetCommState(SafeFileHandle file, ref DeviceControlBlock settings);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetCommState(SafeFileHandle file, ref DeviceControlBlock settings);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetCommTimeouts(SafeFileHandle file, ref Timeouts timeouts);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool PurgeComm(SafeFileHandle file, uint flags);
}
