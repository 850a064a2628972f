using Edge.Devices;
using Edge.Devices.Serial;

namespace Edge.Testing.Devices.Faults;

/// <summary>
/// A bad cable: joins a port to a pseudo-terminal of its own and does to what passes what a plan says. Ends when the port hangs up or it is
/// disposed.
/// </summary>
public sealed class FaultInjector : IDisposable
{
    private readonly PseudoTerminal terminal = new();
    private readonly ISerialLink port;
    private readonly FaultPlan plan;
    private readonly FaultyLine toDevice;
    private readonly FaultyLine toHost;
    private readonly Action reset;
    private readonly Thread thread;
    private volatile bool stopped;

    /// <param name="portName">The device's port.</param>
    /// <param name="plan">What goes wrong.</param>
    /// <param name="seed">Decides where.</param>
    /// <param name="reset">Presses the device's reset button.</param>
    /// <param name="foreign">Frames by which another host puts its model and inputs on the device.</param>
    public FaultInjector(string portName, FaultPlan plan, int seed, Action? reset = null, IReadOnlyList<byte[]>? foreign = null)
    {
        this.plan = plan;
        this.reset = reset ?? (() => { });
        toDevice = new FaultyLine(plan, seed) { Foreign = foreign ?? [] };
        toHost = new FaultyLine(plan, ~seed);
        port = SerialPorts.Open(portName, BaudRate.Default);
        thread = new Thread(Pump) { IsBackground = true, Name = "fault injector" };
        thread.Start();
    }

    /// <summary>What the host opens.</summary>
    public string Path => terminal.Path;

    /// <summary>Bytes and frames hit so far, both ways, and resets.</summary>
    public int Hits => toDevice.Hits + toHost.Hits + Resets;

    /// <summary>How often the device was reset.</summary>
    public int Resets { get; private set; }

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
        try
        {
            while (!stopped)
            {
                int count = terminal.Read(buffer, 1);
                if (count > 0)
                {
                    byte[] passed = toDevice.Pass(buffer.AsSpan(0, count));
                    Thread.Sleep(toDevice.Delay);
                    port.Write(passed, CancellationToken.None);
                }

                count = port.Read(buffer, 1, CancellationToken.None);
                if (count > 0)
                {
                    byte[] passed = toHost.Pass(buffer.AsSpan(0, count));
                    Thread.Sleep(toHost.Delay);
                    terminal.Write(passed);
                }

                if (plan.ResetEvery > 0 && toDevice.Frames >= (Resets + 1) * plan.ResetEvery)
                {
                    Resets++;
                    reset();
                }
            }
        }
        catch (DeviceException)
        {
            terminal.HangUp();
        }
    }
}
