using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Support;

/// <summary>Frozen initial networks on szt, made by the program itself.</summary>
internal static class SztModel
{
    /// <summary>Freezes the initial network of a preset with two hidden layers of so many neurons each.</summary>
    public static void Write(string folder, string name, int neurons)
    {
        string preset = EdgeProcess.Run(folder, "presets", "lorenzen-szt-tanh", "--json").Output;
        JsonNode network = JsonNode.Parse(preset, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        JsonArray hidden = network["network"]!["hidden"]!.AsArray();
        while (hidden.Count > 2)
        {
            hidden.RemoveAt(hidden.Count - 1);
        }

        foreach (JsonNode? layer in hidden)
        {
            layer!["neurons"] = neurons;
        }

        File.WriteAllText(Path.Combine(folder, "network.json"), network.ToJsonString());
        string run = "run-" + name;
        EdgeProcess trained = EdgeProcess.Run(
            folder, "train", "network.json", "--runs", "1", "--epochs", "0", "--checkpoints", "all", "--device", "host", "--out", run);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Equal(0, EdgeProcess.Run(folder, "freeze", run, "--out", name).ExitCode);
    }
}
