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
    /// <summary>
    /// Opens a data set for a model: a table is read with the map and the classes that the model was trained with, and with its label
    /// column where none is named, so that the same values get the same codes.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The data set; null for the one that the model was trained on.</param>
    /// <exception cref="DataSetException">It can't be opened, or other input bits are asked for than the model takes.</exception>
    public static DataSet OpenData(ModelFile model, DataSetName? name)
    {
        ArgumentNullException.ThrowIfNull(model);
        TableMap? map = TableMap.Of(model);
        DataSetName trained = DataSetName.Parse(model.Description.DataSet);
        DataSetName wanted = name ?? trained;
        if (map is null || !DataSetCatalogue.IsTable(wanted.Path))
        {
            return DataSetCatalogue.Open(wanted.ToString());
        }

        int bits = model.Model.Input.Bits;
        if (wanted.InputBits is int asked && asked != bits)
        {
            throw new DataSetException($"data set '{wanted}': {asked} input bits are asked for, the model takes {bits} and keeps the map that it was trained with");
        }

        return DataSetCatalogue.Open((wanted with { Label = wanted.Label ?? trained.Label }).ToString(), map, model.Description.Classes);
    }

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
        InputSet inputs = Inputs(model, data);
        CodeOrigin origin = Origin(model, data);
        return CodeRecorder.Record(
            device,
            model.Model,
            inputs,
            new CodeRows(data.Labels, inputClasses: InputClasses.Of(data)),
            origin,
            path,
            CodeRecorder.DefaultBlockRows,
            progress,
            cancellation);
    }

    /// <summary>Has a device count its codes on all rows.</summary>
    /// <param name="device">What computes and counts.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set, of the width and code range that the model takes.</param>
    /// <param name="strict">True: a layer that the device can't count is an error; else its codes are sent and counted here.</param>
    /// <param name="progress">Receives the rows counted so far; null where nobody listens.</param>
    /// <param name="cancellation">Ends the counting; nothing is kept.</param>
    /// <exception cref="DataSetException">The data set does not fit the model.</exception>
    /// <exception cref="DeviceException">The device can't do it or stops answering.</exception>
    public static HistogramTable Histograms(
        IDevice device, ModelFile model, DataSet data, bool strict, IProgress<int>? progress, CancellationToken cancellation) =>
        HistogramRecorder.Record(
            device,
            model.Model,
            Inputs(model, data),
            new CodeRows(data.Labels, inputClasses: InputClasses.Of(data)),
            Origin(model, data),
            strict,
            progress,
            cancellation);

    /// <summary>All rows of a data set as a model takes them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set, of the width and code range that the model takes.</param>
    /// <exception cref="DataSetException">The data set does not fit the model.</exception>
    public static InputSet Inputs(ModelFile model, DataSet data)
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

        return InputSet.FromCodes(data.Codes, wanted.Width, wanted.Bits, wanted.TopCode);
    }

    private static CodeOrigin Origin(ModelFile model, DataSet data) => new()
    {
        Run = model.Description.Run,
        Epoch = model.Description.Epoch,
        Classes = data.Classes,
        DataSet = data.ShortName,
    };
}
