using Edge.Devices.Serial;
using Edge.Testing.Devices;

namespace Edge.Devices.Tests.Support;

/// <summary>
/// A bad cable: joins a port to a pseudo-terminal of its own, with noise both ways. Ends when the port hangs up or it is disposed.
/// </summary>
internal sealed class NoisyRelay : IDisposable
{
    private readonly PseudoTerminal terminal = new();
    private readonly ISerialLink port;
    private readonly LineNoise toDevice;
    private readonly LineNoise toHost;
    private readonly Thread thread;
    private volatile bool stopped;

    public NoisyRelay(string portName, LineNoise toDevice, LineNoise toHost)
    {
        this.toDevice = toDevice;
        this.toHost = toHost;
        port = SerialPorts.Open(portName, BaudRate.Default);
        thread = new Thread(Pump) { IsBackground = true, Name = "noisy relay" };
        thread.Start();
    }

    /// <summary>What the host opens.</summary>
    public string Path => terminal.Path;

    public void Dispose()
    {
        stopped = true;
        thread.Join();
        port.Dispose();
        terminal.Dispose();
    }

    private void Pump()
    {
        byte[] buffer = new byte[4096];
        while (!stopped)
        {
            int count = terminal.Read(buffer, 1);
            if (count > 0)
            {
                port.Write(toDevice.Pass(buffer.AsSpan(0, count)), CancellationToken.None);
            }

            count = port.Read(buffer, 1, CancellationToken.None);
            if (count > 0)
            {
                terminal.Write(toHost.Pass(buffer.AsSpan(0, count)));
            }
        }
    }
}
