using System.Text.Json.Nodes;
using Edge.Experiments.Data;

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
