using System.Buffers.Binary;
using Edge.Core.Protocol;
using Edge.Firmware.Batch;
using Edge.NanoAssemblies;

namespace Edge.Devices.OfficialRuntime;

/// <summary>
/// The template data assembly (device/Edge.Firmware.BatchData as a .pe): jobs of any kind are written over its marked region, whose size
/// the user's build has fixed.
/// </summary>
internal sealed class JobTemplate
{
    private const string Advice = "build device/Edge.Firmware.BatchData of this edge again";
    private readonly byte[] assembly;
    private readonly int region;
    private readonly int regionBytes;

    private JobTemplate(byte[] assembly, int region, int regionBytes)
    {
        this.assembly = assembly;
        this.region = region;
        this.regionBytes = regionBytes;
    }

    /// <summary>Bytes that there are for a model and its inputs together.</summary>
    public int Room => regionBytes - JobLayout.Content;

    /// <summary>Finds the region.</summary>
    /// <exception cref="DeviceException">The file is no sound assembly, or has no region of this layout.</exception>
    public static JobTemplate Read(string path)
    {
        byte[] assembly = AssemblyFile.Read(path).Bytes;
        Span<byte> marker = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(marker, JobLayout.MarkerLow);
        BinaryPrimitives.WriteUInt64LittleEndian(marker[sizeof(ulong)..], JobLayout.MarkerHigh);
        ReadOnlySpan<byte> bytes = assembly;
        int at = bytes.IndexOf(marker);
        if (at < 0 || bytes[(at + 1)..].IndexOf(marker) >= 0 || bytes.Length - at < JobLayout.Content)
        {
            throw new DeviceException($"{path} has no region for a job, or several; {Advice}");
        }

        int version = Number(bytes[at..], JobLayout.LayoutVersion);
        int size = Number(bytes[at..], JobLayout.Size);
        if (version != JobLayout.Version || size < JobLayout.Content || size > bytes.Length - at)
        {
            throw new DeviceException(
                $"{path} has a region of layout {version} and {size} bytes, this edge writes layout {JobLayout.Version}; {Advice}");
        }

        return new JobTemplate(assembly, at, size);
    }

    /// <summary>The data assembly with a job in it.</summary>
    /// <param name="wanted"><see cref="JobLayout.Codes"/> or <see cref="JobLayout.Accumulators"/>.</param>
    /// <param name="firstRow">Number of the first row.</param>
    /// <param name="rows">Rows, 1 or more.</param>
    /// <param name="model">Model content.</param>
    /// <param name="inputs">Packed input rows; empty where they count. With the model at most <see cref="Room"/> bytes.</param>
    /// <param name="crc">The job's CRC-32, from which that of the output goes on.</param>
    public byte[] Fill(int wanted, int firstRow, int rows, ReadOnlySpan<byte> model, ReadOnlySpan<byte> inputs, out uint crc)
    {
        byte[] bytes = [.. assembly];
        Span<byte> job = bytes.AsSpan(region, regionBytes);
        job[JobLayout.Content..].Clear();
        Put(job, JobLayout.Wanted, wanted);
        Put(job, JobLayout.FirstRow, firstRow);
        Put(job, JobLayout.Rows, rows);
        Put(job, JobLayout.ModelBytes, model.Length);
        Put(job, JobLayout.InputBytes, inputs.Length);
        model.CopyTo(job[JobLayout.Content..]);
        inputs.CopyTo(job[(JobLayout.Content + model.Length)..]);
        crc = Crc32.Of(
            bytes, region + JobLayout.LayoutVersion, JobLayout.Content + model.Length + inputs.Length - JobLayout.LayoutVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(job[JobLayout.Crc..], crc);
        PeHeader.Seal(bytes);
        return bytes;
    }

    private static int Number(ReadOnlySpan<byte> job, int offset) => BinaryPrimitives.ReadInt32LittleEndian(job[offset..]);

    private static void Put(Span<byte> job, int offset, int number) => BinaryPrimitives.WriteInt32LittleEndian(job[offset..], number);
}
