using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Experiments.Data;
using Edge.Training.Networks;

namespace Edge.Experiments.Settings;

/// <summary>Fills in what a network file may leave to its data set: the input tensor and the number of classes; and the seed.</summary>
internal static class DataDefaults
{
    /// <summary>Adds the members that are missing; those that are there stay, right or wrong.</summary>
    public static void Fill(JsonObject json, DataSet data)
    {
        if (json["network"] is JsonObject network)
        {
            FillInput(network, data.Input);
            if (network["output"] is JsonObject output)
            {
                output.TryAdd("classes", data.Classes);
            }
        }

        if (json["training"] is JsonObject training)
        {
            training.TryAdd("seed", 1UL);
        }
    }

    /// <summary>Adds a training of no epochs where the file has none; only its seed, which decides the split, counts then.</summary>
    public static void FillTraining(JsonObject json) => json.TryAdd("training", new JsonObject
    {
        ["adam"] = JsonSerializer.SerializeToNode(AdamSpec.Keras(0.001), SettingsJson.Options),
        ["batchSize"] = 1,
        ["epochs"] = 0,
    });

    private static void FillInput(JsonObject network, InputTensor tensor)
    {
        network.TryAdd("input", new JsonObject());
        if (network["input"] is not JsonObject input)
        {
            return;
        }

        input.TryAdd("width", tensor.Width);
        input.TryAdd("bits", tensor.Bits);
        input.TryAdd("topCode", tensor.TopCode);
        bool bipolar = input["map"] is JsonValue map && map.TryGetValue(out string? name) && name == "bipolar";
        if (!bipolar)
        {
            input.TryAdd("zeroPoint", tensor.ZeroPoint);
            input.TryAdd("scale", (float)tensor.Scale);
        }
    }
}
