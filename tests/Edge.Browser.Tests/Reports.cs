using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Cli.Tests;

namespace Edge.Browser.Tests;

/// <summary>Reports made by the real program, once for all tests.</summary>
public sealed class Reports : IDisposable
{
    /// <summary>A name that breaks out of titles, attributes, elements and scripts where it is not escaped.</summary>
    public const string HostileName =
        "</title></style></svg><script>window.executed=1</script><img src=x onerror=window.executed=1>\"onmouseover='window.executed=1'&amp;";

    /// <summary>The same for the name of a file, which cannot hold a slash.</summary>
    public const string HostileFile = "\"><script>window.executed=1<script><img src=x onerror=window.executed=1>' `window.executed=1` &lt;.csv";

    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip };

    private readonly string folder = Directory.CreateTempSubdirectory("edge-browser-").FullName;
    private readonly Lazy<string> quickstart, runs, hostile;

    public Reports()
    {
        quickstart = new Lazy<string>(() =>
        {
            Edge("quickstart", "--epochs", "12", "--out", "quickstart");
            return Path.Combine(folder, "quickstart");
        });
        runs = new Lazy<string>(() => Train("runs", "raj-szt", "--runs", "5", "--epochs", "20", "--checkpoints", "log:8"));
        hostile = new Lazy<string>(() =>
        {
            JsonNode network = JsonNode.Parse(Edge("presets", "raj-tictactoe", "--json"), documentOptions: Commented)!;
            network["network"]!["name"] = HostileName;
            File.WriteAllText(Path.Combine(folder, "network.json"), network.ToJsonString());
            Edge("data", "tictactoe", "--out", HostileFile);
            return Train("hostile", "network.json", "--data", HostileFile, "--runs", "2", "--epochs", "2", "--checkpoints", "all");
        });
    }

    /// <summary>Two networks, one run each, one of them on two row sets; 13 epochs.</summary>
    public string Quickstart => quickstart.Value;

    /// <summary>One network, five runs.</summary>
    public string Runs => runs.Value;

    /// <summary>A network and a data set with <see cref="HostileName"/> and <see cref="HostileFile"/>.</summary>
    public string Hostile => hostile.Value;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Train(string name, params string[] arguments)
    {
        Edge(["train", .. arguments, "--device", "host", "--out", name]);
        Edge("report", name);
        return Path.Combine(folder, name);
    }

    private string Edge(params string[] arguments)
    {
        EdgeProcess done = EdgeProcess.Run(folder, arguments);
        Assert.True(done.ExitCode == 0, done.Error);
        return done.Output;
    }
}
