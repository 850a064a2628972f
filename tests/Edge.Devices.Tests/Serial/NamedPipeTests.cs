using System.IO.Pipes;
using Edge.Devices.Serial;

namespace Edge.Devices.Tests.Serial;

/// <summary>The link to the emulator on Windows; .NET has named pipes everywhere.</summary>
public class NamedPipeTests
{
    [Fact]
    public void Pipe_BothWays_LosesNothingWhenAWaitRunsOut()
    {
        string name = "edge-test-" + Guid.NewGuid().ToString("N");
        using NamedPipeServerStream server = new(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        using ISerialLink link = SerialPorts.Open(@"\\.\pipe\" + name, 9600);
        server.WaitForConnection();
        byte[] buffer = new byte[4];
        Assert.Equal(0, link.Read(buffer, 20, CancellationToken.None));
        server.Write([1, 2, 3, 4, 5, 6]);
        Assert.Equal(4, link.Read(buffer, 5000, CancellationToken.None));
        Assert.Equal([1, 2, 3, 4], buffer);
        Assert.Equal(2, link.Read(buffer, 5000, CancellationToken.None));
        link.Write([7, 8], CancellationToken.None);
        Assert.Equal((7, 8), (server.ReadByte(), server.ReadByte()));
        server.Dispose();
        Assert.Equal(SerialFault.HungUp, Assert.Throws<SerialPortException>(() => link.Read(buffer, 5000, CancellationToken.None)).Fault);
    }
}
