using Edge.Core.Models;
using Edge.Devices;
using Edge.Devices.Recording;
using Edge.Experiments.Data;
using Edge.Inference;
using Edge.Inference.Files;
using Edge.Information.Codes;

namespace Edge.Experiments.Measuring;

/// <summary>Records the codes of a model file on all rows of a data set.</summary>
public static class ModelRecording
{
    /// <summary>Records, or goes on with an interrupted recording of the same model, rows and device.</summary>
    /// <param name="device">What computes.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set, of the width and code range that the model takes.</param>
    /// <param name="path">The finished file, <c>name.edgecodes</c>.</param>
    /// <param name="progress">Receives the rows recorded so far; null where nobody listens.</param>
    /// <param name="cancellation">Ends the recording; whole blocks are kept.</param>
    /// <exception cref="DataSetException">The data set does not fit the model.</exception>
    /// <exception cref="DeviceException">The device can't do it or stops answering; whole blocks are kept.</exception>
    public static CodeTable Record(
        IDevice device, ModelFile model, DataSet data, string path, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        TensorFormat wanted = model.Model.Input;
        if (data.Input.Width != wanted.Width || data.Input.TopCode > wanted.TopCode)
        {
            throw new DataSetException(
                $"data set '{data.Name}' has {data.Input.Width} inputs with codes 0..{data.Input.TopCode}, the model takes {wanted.Width} with codes "
                + $"0..{wanted.TopCode}; it was trained on '{model.Description.DataSet}'");
        }

        if (data.Classes > model.Model.Logits.Width)
        {
            throw new DataSetException(
                $"data set '{data.Name}' has {data.Classes} classes, the model {model.Model.Logits.Width}; it was trained on '{model.Description.DataSet}'");
        }

        CodeOrigin origin = new()
        {
            Run = model.Description.Run,
            Epoch = model.Description.Epoch,
            Classes = data.Classes,
            DataSet = data.ShortName,
        };
        return CodeRecorder.Record(
            device,
            model.Model,
            InputSet.FromCodes(data.Codes, wanted.Width, wanted.Bits, wanted.TopCode),
            new CodeRows(data.Labels, inputClasses: InputClasses.Of(data)),
            origin,
            path,
            CodeRecorder.DefaultBlockRows,
            progress,
            cancellation);
    }
}
