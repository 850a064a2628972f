using Edge.NanoAssemblies;

namespace Edge.Devices.OfficialRuntime;

/// <summary>An assembly for the official runtime, read and checked.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Bytes">Its bytes, without what may follow it in the file.</param>
internal sealed record AssemblyFile(PeHeader Header, byte[] Bytes)
{
    /// <summary>Reads and checks an assembly.</summary>
    /// <exception cref="DeviceException">It cannot be read, is no such assembly, or is damaged.</exception>
    public static AssemblyFile Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            PeHeader header = PeHeader.Parse(bytes, path);
            return new AssemblyFile(header, bytes[..header.TotalBytes]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"{path} cannot be read: {OneLine.Of(e.Message)}", e);
        }
        catch (PeFormatException e)
        {
            throw new DeviceException(e.Message, e);
        }
    }
}
