using Edge.Core.Models;
using Edge.Devices;
using Edge.Files;
using Edge.Inference;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Mismatches;

/// <summary>
/// A folder about rows on which host and device differ: the model, the inputs, codes and accumulators of both sides, and a text that says
/// what differs and how to run just these rows again. The layout stands in host/README.md.
/// </summary>
public sealed class MismatchBundle
{
    /// <summary>Most rows in a bundle: the first that differ.</summary>
    public const int MostRows = 16;

    private const string ModelName = "model.edge";
    private const string InputsName = "inputs.csv";
    private const string HostName = "host.edgecodes";
    private const string DeviceName = "device.edgecodes";
    private const string AccumulatorsName = "accumulators.csv";
    private const string TextName = "README.txt";

    private MismatchBundle(string path, ModelFile model, MismatchRows rows, CodeTable host, CodeTable device)
    {
        Path = path;
        Model = model;
        Rows = rows;
        Host = host;
        Device = device;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The model that was run.</summary>
    public ModelFile Model { get; }

    /// <summary>The host's codes of the bundle's rows.</summary>
    public CodeTable Host { get; }

    /// <summary>The device's codes of the same rows.</summary>
    public CodeTable Device { get; }

    internal MismatchRows Rows { get; }

    /// <summary>Writes a bundle about two recordings that differ; files of an earlier one in the folder are replaced.</summary>
    /// <param name="path">The folder; made where it is missing.</param>
    /// <param name="model">The model that was run.</param>
    /// <param name="inputs">All input rows.</param>
    /// <param name="host">The host's codes of all rows.</param>
    /// <param name="there">The device's codes of the same rows, of the same shapes, with at least one difference.</param>
    /// <param name="device">Is asked for its accumulators; null where it can't be: they are then left out.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="ArgumentException">The tables do not differ, or are not of one shape.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    public static MismatchBundle Write(
        string path, ModelFile model, InputSet inputs, CodeTable host, CodeTable there, IDevice? device, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(there);
        int[] rows = MismatchTables.DifferingRows(host, there, MostRows);
        if (rows.Length == 0)
        {
            throw new ArgumentException("The tables do not differ.", nameof(there));
        }

        byte[] codes = [.. rows.SelectMany(row => Enumerable.Range(0, inputs.Width).Select(i => (byte)inputs.CodeAt(row, i)))];
        MismatchRows picked = new(model.Model.Input, codes, [.. rows.Select(row => host.Rows.RowId(row))]);
        MismatchBundle bundle = new(
            path, model, picked, MismatchTables.Pick(host, rows, picked.Inputs), MismatchTables.Pick(there, rows, picked.Inputs));
        IReadOnlyList<CodeLayer> reference = MismatchTables.Reference(model.Model, picked, out int[][][] expected);
        int[][][]? got = Ask(device, model.Model, picked, cancellation, out string? refusal);
        MismatchText text = new(bundle, CodeComparison.Of(host, there), reference, expected, got, refusal);
        Directory.CreateDirectory(path);
        ModelFile.Write(bundle.File(ModelName), model.Model, model.Description);
        AtomicFile.WriteText(bundle.File(InputsName), MismatchCsv.Inputs(picked));
        CodesFile.Write(bundle.File(HostName), bundle.Host);
        CodesFile.Write(bundle.File(DeviceName), bundle.Device);
        AtomicFile.WriteText(bundle.File(AccumulatorsName), MismatchCsv.Accumulators(model.Model, picked.RowIds, expected, got));
        AtomicFile.WriteText(bundle.File(TextName), text.Write());
        return bundle;
    }

    /// <summary>Reads a bundle.</summary>
    /// <exception cref="MismatchException">The folder is no bundle, or its files do not belong together.</exception>
    /// <exception cref="ModelFileException">Its model is torn or damaged.</exception>
    /// <exception cref="CodesFileException">Its codes are torn or damaged.</exception>
    public static MismatchBundle Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (string name in (string[])[ModelName, InputsName, HostName, DeviceName])
        {
            if (!System.IO.File.Exists(System.IO.Path.Combine(path, name)))
            {
                throw new MismatchException($"'{path}' is no mismatch bundle: it holds no {name}");
            }
        }

        ModelFile model = ModelFile.Read(System.IO.Path.Combine(path, ModelName));
        CodeTable host = CodesFile.Read(System.IO.Path.Combine(path, HostName));
        CodeTable device = CodesFile.Read(System.IO.Path.Combine(path, DeviceName));
        string inputs = System.IO.Path.Combine(path, InputsName);
        MismatchRows rows = MismatchCsv.ReadInputs(inputs, model.Model.Input);
        ContentHash hash = new(rows.Inputs.Identity);
        if (hash != host.Origin.InputHash || hash != device.Origin.InputHash
            || !rows.RowIds.SequenceEqual(Enumerable.Range(0, host.Rows.Count).Select(host.Rows.RowId)))
        {
            throw new MismatchException($"{inputs}: these are not the rows that {HostName} and {DeviceName} were computed from; take the bundle as it was written");
        }

        ContentHash identity = new(model.Identity);
        return identity == host.Origin.ModelHash && identity == device.Origin.ModelHash
            ? new MismatchBundle(path, model, rows, host, device)
            : throw new MismatchException($"'{path}': {ModelName} is not the model of {HostName} and {DeviceName}; take the bundle as it was written");
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);

    // A device that gives wrong codes may as well fail here; what is known is written all the same.
    private static int[][][]? Ask(IDevice? device, IntegerModel model, MismatchRows rows, CancellationToken cancellation, out string? refusal)
    {
        refusal = null;
        try
        {
            return device is null ? null : rows.Accumulators(device, model, cancellation);
        }
        catch (DeviceException e)
        {
            refusal = e.Message;
            return null;
        }
    }
}
