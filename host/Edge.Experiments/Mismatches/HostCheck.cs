using Edge.Devices;
using Edge.Devices.Recording;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Inference;
using Edge.Inference.Files;
using Edge.Information;
using Edge.Information.Codes;

namespace Edge.Experiments.Mismatches;

/// <summary>A device's recording held against the host's own codes.</summary>
/// <param name="Comparison">Host left, device right.</param>
/// <param name="Bundle">What was written about the differences; null where there are none.</param>
public sealed record HostCheck(CodeComparison Comparison, MismatchBundle? Bundle)
{
    /// <summary>Computes the codes on the host, compares, and writes a bundle where anything differs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="recorded">The device's codes of all rows.</param>
    /// <param name="device">Is asked for accumulators; null where it can't be.</param>
    /// <param name="bundlePath">Folder of the bundle.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DataSetException">The data set does not fit the model.</exception>
    /// <exception cref="MismatchException">The recording is of another model or of other rows.</exception>
    /// <exception cref="IOException">The bundle can't be written.</exception>
    public static HostCheck Run(
        ModelFile model, DataSet data, CodeTable recorded, IDevice? device, string bundlePath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(recorded);
        InputSet inputs = ModelRecording.Inputs(model, data);
        if (new ContentHash(model.Identity) != recorded.Origin.ModelHash || new ContentHash(inputs.Identity) != recorded.Origin.InputHash)
        {
            throw new MismatchException(
                $"the recording is of another model or of other rows than '{model.Description.Name}' and '{data.Name}'; give those it was made with");
        }

        using HostDevice host = new();
        IReadOnlyList<CodeLayer> layers = host.Record(model.Model, inputs, 0, inputs.Rows, null, cancellation);
        CodeTable here = new(CodeRecorder.Complete(recorded.Origin, host, model.Model, inputs), recorded.Rows, layers);
        CodeComparison comparison = CodeComparison.Of(here, recorded);
        return new HostCheck(
            comparison,
            comparison.DifferentCodes == 0 ? null : MismatchBundle.Write(bundlePath, model, inputs, here, recorded, device, cancellation));
    }
}
