using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32;
using Microsoft.Win32.SafeHandles;

namespace Edge.Devices.Serial;

/// <summary>
/// A COM port through Win32, raw 8N1. Reads return with the bytes that are there and otherwise wait for one, in slices so that they can be
/// cancelled.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsSerialPort : ISerialLink
{
    private const int ReadSliceMilliseconds = 50;
    private const uint WritePatienceMilliseconds = 5000;
    private readonly SafeFileHandle handle;

    private WindowsSerialPort(string name, SafeFileHandle handle)
    {
        Name = name;
        this.handle = handle;
    }

    public string Name { get; }

    /// <summary>Opens a COM port.</summary>
    /// <exception cref="SerialPortException">It does not exist, is held by another, or refuses the baud rate.</exception>
    public static WindowsSerialPort Open(string name, int bauds)
    {
        BaudRate.Require(bauds);
        SafeFileHandle handle = WindowsNative.CreateFile(
            @"\\.\" + name, WindowsNative.ReadAndWrite, 0, 0, WindowsNative.OpenExisting, 0, 0);
        if (handle.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            throw error switch
            {
                WindowsNative.FileNotFound => SerialPorts.NotFound(name),
                WindowsNative.AccessDenied => new SerialPortException(
                    SerialFault.Busy, $"{name} is held by another program; close its monitor or the other edge, then try again"),
                _ => new SerialPortException(SerialFault.Other, $"cannot open {name}: {Words(error)}"),
            };
        }

        WindowsSerialPort port = new(name, handle);
        try
        {
            port.Prepare(bauds);
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    /// <summary>COM ports by the registry's list of serial devices.</summary>
    public static List<PortInfo> List()
    {
        List<PortInfo> ports = [];
        using RegistryKey? devices = Registry.LocalMachine.OpenSubKey(@"HARDWARE\DEVICEMAP\SERIALCOMM");
        foreach (string device in devices?.GetValueNames() ?? [])
        {
            if (devices!.GetValue(device) is string port)
            {
                ports.Add(new PortInfo(port, null, device));
            }
        }

        ports.Sort((a, b) =>
            a.Path.Length != b.Path.Length ? a.Path.Length.CompareTo(b.Path.Length) : string.CompareOrdinal(a.Path, b.Path));
        return ports;
    }

    public int Read(Span<byte> buffer, int timeoutMilliseconds, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            uint count;
            fixed (byte* first = buffer)
            {
                if (!WindowsNative.ReadFile(handle, first, (uint)buffer.Length, out count, 0))
                {
                    throw Failure();
                }
            }

            if (count > 0 || Stopwatch.GetElapsedTime(start).TotalMilliseconds >= timeoutMilliseconds)
            {
                return (int)count;
            }
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            uint count;
            fixed (byte* first = bytes)
            {
                if (!WindowsNative.WriteFile(handle, first, (uint)bytes.Length, out count, 0))
                {
                    throw Failure();
                }
            }

            if (count == 0)
            {
                throw new SerialPortException(
                    SerialFault.Stuck, $"{Name} has taken no byte for {WritePatienceMilliseconds / 1000} s; "
                        + "reset the device or plug it in again");
            }

            bytes = bytes[(int)count..];
        }
    }

    public void Dispose() => handle.Dispose();

    private static string Words(int error) => OneLine.Of(Marshal.GetPInvokeErrorMessage(error));

    private void Prepare(int bauds)
    {
        WindowsNative.DeviceControlBlock settings = new() { Length = (uint)sizeof(WindowsNative.DeviceControlBlock) };
        if (!WindowsNative.GetCommState(handle, ref settings))
        {
            throw new SerialPortException(
                SerialFault.NotASerialPort, $"{Name} is no serial port; `edge devices` lists those that are there");
        }

        settings.Bauds = (uint)bauds;
        settings.Flags = WindowsNative.BinaryMode | WindowsNative.RaiseDtr | WindowsNative.RaiseRts;
        settings.ByteSize = 8;
        settings.Parity = 0;
        settings.StopBits = 0;
        if (!WindowsNative.SetCommState(handle, ref settings))
        {
            throw new SerialPortException(
                SerialFault.BaudRate, $"{Name} refuses {bauds} baud; boards usually take 115200, 460800 or 921600");
        }

        // Interval and multiplier at their maximum: a read returns with what is there, or waits for the first byte up to the constant.
        WindowsNative.Timeouts timeouts = new()
        {
            ReadInterval = uint.MaxValue,
            ReadMultiplier = uint.MaxValue,
            ReadConstant = ReadSliceMilliseconds,
            WriteConstant = WritePatienceMilliseconds,
        };
        if (!WindowsNative.SetCommTimeouts(handle, ref timeouts) || !WindowsNative.PurgeComm(handle, WindowsNative.ClearInput))
        {
            throw Failure();
        }
    }

    private SerialPortException Failure()
    {
        int error = Marshal.GetLastPInvokeError();
        return new SerialPortException(
            SerialFault.HungUp, $"{Name} hung up: the device was unplugged ({Words(error)})");
    }
}
