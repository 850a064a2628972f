using System.Buffers.Binary;
using Edge.Core.Models;
using Edge.Devices.Recording;
using Edge.Devices.Session;
using Edge.Firmware;
using Edge.Firmware.Batch;
using Edge.Inference;
using Edge.Information.Codes;

namespace Edge.Devices.OfficialRuntime;

/// <summary>
/// The official nanoFramework runtime on this computer. It has no input while it runs: every request is a job in a copy of the template
/// data assembly, and a process of its own whose text is the answer. Rows that do not fit the region beside the model go into several jobs.
/// </summary>
public sealed class NanoClrDevice : IDevice
{
    /// <summary>What a device's name begins with; the path follows.</summary>
    public const string Prefix = "nanoclr:";

    private readonly NanoClrFiles files;
    private readonly NanoClrOptions options;
    private readonly JobTemplate template;
    private WireModel? lastModel;

    private NanoClrDevice(string name, NanoClrFiles files, NanoClrOptions options)
    {
        Name = name;
        this.files = files;
        this.options = options;
        template = JobTemplate.Read(files.Data);
        Version batch = AssemblyFile.Read(files.Batch).Header.Version;
        if (batch.Major != FirmwareVersion.Major)
        {
            throw new DeviceException(
                $"{files.Batch} has version {batch.ToString(3)}, this edge goes with firmware {FirmwareVersion.Major}.x; build it again");
        }

        Firmware = $"official runtime, mscorlib {AssemblyFile.Read(files.CoreLibrary).Header.Version.ToString(3)}, firmware {batch.ToString(3)}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Firmware { get; }

    /// <summary>Null: nothing goes over a line.</summary>
    public SessionCounters? Counters => null;

    /// <summary>Finds runtime and assemblies; nothing is run yet.</summary>
    /// <param name="name">The prefix and a path: the folder of the assemblies, or the runtime's program beside them.</param>
    /// <param name="options">How long to wait.</param>
    /// <exception cref="DeviceException">Something is missing, damaged, or of another version.</exception>
    public static NanoClrDevice Open(string name, NanoClrOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        return new NanoClrDevice(name, NanoClrFiles.Find(name[Prefix.Length..]), options);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CodeLayer> Record(
        IntegerModel model, InputSet inputs, int firstRow, int rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        DeviceRows.Require(model, inputs, firstRow, rows);
        WireModel wire = OnWire(model);
        int rowsPerJob = RowsPerJob(wire, inputs, rows);
        byte[] packed = new byte[(long)rows * wire.RowBytes];
        for (int done = 0; done < rows; done += rowsPerJob)
        {
            int before = done;
            int count = Math.Min(rowsPerJob, rows - done);
            byte[] job = Fill(JobLayout.Codes, wire, inputs, firstRow + done, count, out uint crc);
            int[] lengths = new int[count];
            Array.Fill(lengths, wire.RowBytes);
            JobOutput output = new(firstRow + done, lengths, crc);
            Run(job, output, there => progress?.Report(before + there), cancellation);
            output.Bytes.CopyTo(packed, (long)done * wire.RowBytes);
        }

        progress?.Report(rows);
        return WireRows.Unpack(model, packed);
    }

    /// <inheritdoc/>
    public int[][] Accumulators(IntegerModel model, InputSet inputs, int row, CancellationToken cancellation)
    {
        DeviceRows.Require(model, inputs, row, 1);
        WireModel wire = OnWire(model);
        RowsPerJob(wire, inputs, 1);
        int[] lengths = [.. model.Layers.Select(layer => sizeof(int) * layer.Output.Width)];
        byte[] job = Fill(JobLayout.Accumulators, wire, inputs, row, 1, out uint crc);
        JobOutput output = new(0, lengths, crc);
        Run(job, output, _ => { }, cancellation);
        ReadOnlySpan<byte> bytes = output.Bytes;
        int[][] sums = new int[lengths.Length][];
        for (int l = 0; l < sums.Length; l++)
        {
            sums[l] = new int[lengths[l] / sizeof(int)];
            for (int n = 0; n < sums[l].Length; n++)
            {
                sums[l][n] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(sizeof(int) * n)..]);
            }

            bytes = bytes[lengths[l]..];
        }

        return sums;
    }

    /// <summary>Holds nothing.</summary>
    public void Dispose()
    {
    }

    private byte[] Fill(int wanted, WireModel wire, InputSet inputs, int firstRow, int rows, out uint crc)
    {
        byte[] input = new byte[inputs.IsCounting ? 0 : rows * inputs.WireRowBytes];
        inputs.PackForWire(firstRow, inputs.IsCounting ? 0 : rows, input);
        return template.Fill(wanted, firstRow, rows, wire.Content, input, out crc);
    }

    private void Run(byte[] job, JobOutput output, Action<int> progress, CancellationToken cancellation)
    {
        DirectoryInfo? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("edge-nanoclr-");
            string path = Path.Combine(folder.FullName, Path.GetFileName(files.Data));
            File.WriteAllBytes(path, job);
            NanoClrProcess.Run(files.Command(path), output, options, progress, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"the job for the official runtime cannot be written: {OneLine.Of(e.Message)}", e);
        }
        finally
        {
            Remove(folder);
        }
    }

    private int RowsPerJob(WireModel wire, InputSet inputs, int rows)
    {
        int needed = wire.Content.Length + (inputs.IsCounting ? 0 : inputs.WireRowBytes);
        if (needed > template.Room)
        {
            string row = inputs.IsCounting ? string.Empty : $" and a row of inputs {inputs.WireRowBytes}";
            throw new DeviceException(
                $"the model takes {wire.Content.Length} bytes{row}, "
                + $"{needed - template.Room} more than the {template.Room} of {files.Data}; use {DeviceCatalog.Emulator} or a board");
        }

        return inputs.IsCounting ? rows : (template.Room - wire.Content.Length) / inputs.WireRowBytes;
    }

    private WireModel OnWire(IntegerModel model)
    {
        if (!ReferenceEquals(lastModel?.Model, model))
        {
            lastModel = new WireModel(model);
        }

        return lastModel!;
    }

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that was just killed may hold its file a moment longer; the system clears its temporary folder.
        }
    }
}
