using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices.Session;
using Edge.Inference;
using Edge.Inference.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge inspect</c>: what a model file holds and what it costs a device.</summary>
internal static class InspectCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "A frozen network, name.edge" };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "inspect",
            "Layers, widths, weight bytes, memory on the device, multiply-accumulates and identity of a model",
            "edge inspect model.edge",
            "edge inspect model.edge --json")
        {
            file,
            json,
        };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        ModelFile file = ModelFile.Read(path);
        ModelSummary summary = new(file.Model);
        if (json)
        {
            Terminal.Json(new { file.Description, Summary = summary });
            return ExitCode.Fine;
        }

        ModelDescription about = file.Description;
        Terminal.Line($"{about.Name}, trained on {about.DataSet}: run {about.Run}, epoch {about.Epoch}, seed {about.Seed}");
        Terminal.Line($"classes: {string.Join(", ", about.Classes)}");
        var table = new TextTable(
            "layer", "inputs", "bits", "neurons", "bits", "activation", "weight bits", "weight bytes", "thresholds", "binary MACs", "8-bit MACs", "device kernel");
        for (int l = 0; l < summary.Layers.Count; l++)
        {
            LayerSummary layer = summary.Layers[l];
            table.Add(
                l + 1 == summary.Layers.Count ? "logits" : $"dense{l + 1}",
                $"{layer.Inputs}",
                $"{layer.InputBits}",
                $"{layer.Neurons}",
                $"{layer.OutputBits}",
                about.Tensors[l + 1].Activation,
                $"{layer.WeightBits}",
                $"{layer.WeightBytes}",
                layer.PerNeuronThresholds ? $"{layer.ThresholdBytes} B, per neuron" : $"{layer.ThresholdBytes} B",
                $"{layer.BinaryMultiplyAccumulates}",
                $"{layer.IntegerMultiplyAccumulates}",
                layer.DeviceKernelName);
        }

        table.Write();
        Terminal.Line($"content {summary.ContentBytes} bytes; on a board {summary.DeviceHeapBytes} bytes of heap, {new WireModel(file.Model).HeapBytes} while it is loaded");
        Terminal.Line($"per row: {summary.BinaryMultiplyAccumulates} binary and {summary.IntegerMultiplyAccumulates} 8-bit multiply-accumulates, {summary.InputRowBytes} bytes in, {summary.OutputRowBytes} bytes out");
        Terminal.Line($"identity {summary.Identity}");
        return ExitCode.Fine;
    }
}
