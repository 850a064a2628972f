using System.Runtime.InteropServices;
using System.Text;

namespace Edge.Testing.Devices;

/// <summary>A pseudo-terminal of the operating system: the test holds its master side, <see cref="Path"/> names the side to open.</summary>
public sealed unsafe partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteNoControl = 0x2 | 0x100 | 0x80000;
    private const short PollIn = 1;
    private readonly int slave;
    private int master;

    public PseudoTerminal()
    {
        master = Check(OpenMaster(ReadWriteNoControl), "posix_openpt");
        Check(Grant(master), "grantpt");
        Check(Unlock(master), "unlockpt");
        byte[] name = new byte[64];
        Check(SlaveName(master, name, (nuint)name.Length), "ptsname_r");
        Path = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));

        // While somebody holds the other side, the master does not hang up between one opening and the next.
        slave = Check(OpenFile(Path, ReadWriteNoControl), "open");
    }

    public string Path { get; }

    /// <summary>Bytes that came within the time, 0 when none did.</summary>
    public int Read(byte[] buffer, int milliseconds)
    {
        PollEntry entry = new() { Descriptor = master, Wanted = PollIn };
        if (Poll(&entry, 1, milliseconds) <= 0 || (entry.Got & PollIn) == 0)
        {
            return 0;
        }

        fixed (byte* first = buffer)
        {
            return Math.Max(0, (int)ReadFile(master, first, (nuint)buffer.Length));
        }
    }

    /// <summary>Reads until so many bytes came; fewer only when nothing came for five seconds.</summary>
    public byte[] ReadAll(int count)
    {
        List<byte> got = [];
        byte[] buffer = new byte[4096];
        int some;
        while (got.Count < count && (some = Read(buffer, 5000)) > 0)
        {
            got.AddRange(buffer.AsSpan(0, some));
        }

        return [.. got];
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            fixed (byte* first = bytes)
            {
                int count = (int)WriteFile(master, first, (nuint)bytes.Length);
                if (count <= 0)
                {
                    return;
                }

                bytes = bytes[count..];
            }
        }
    }

    /// <summary>Closes the master side, as an unplugged device or an ended process does.</summary>
    public void HangUp()
    {
        if (master >= 0)
        {
            CloseFile(master);
            master = -1;
        }
    }

    public void Dispose()
    {
        HangUp();
        CloseFile(slave);
    }

    private static int Check(int result, string what) =>
        result >= 0 ? result : throw new InvalidOperationException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Got;
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int SlaveName(int descriptor, byte[] name, nuint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);
}
