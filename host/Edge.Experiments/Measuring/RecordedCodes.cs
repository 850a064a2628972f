using Edge.Experiments.Data;
using Edge.Inference.Files;
using Edge.Information.Codes;
using Edge.Information.Files;

namespace Edge.Experiments.Measuring;

/// <summary>Finished recordings that should hold what is asked for.</summary>
public static class RecordedCodes
{
    /// <summary>Reads a recording and makes sure that it is that of a model, on all rows of a data set, on a device.</summary>
    /// <exception cref="CodesFileException">It is torn, damaged, or of something else; what differs is named.</exception>
    /// <exception cref="DataSetException">The data set does not fit the model.</exception>
    public static CodeTable Require(string path, ModelFile model, DataSet data, string device)
    {
        ArgumentNullException.ThrowIfNull(model);
        CodeTable table = CodesFile.Read(path);
        CodeOrigin origin = table.Origin;
        string? difference = origin.Device != device ? $"device {origin.Device}, now {device}"
            : origin.ModelHash != new ContentHash(model.Identity) ? $"model {origin.ModelHash}, now {new ContentHash(model.Identity)}"
            : origin.InputHash != new ContentHash(ModelRecording.Inputs(model, data).Identity) ? $"rows of {origin.DataSet}, now others, of {data.Name}"
            : null;
        return difference is null ? table : throw new CodesFileException(path, $"a finished recording of something else ({difference}); choose another name.");
    }
}
