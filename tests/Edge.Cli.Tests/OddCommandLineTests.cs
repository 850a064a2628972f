namespace Edge.Cli.Tests;

/// <summary>
/// Hundreds of odd command lines, drawn by a fixed seed: each ends with a code of the table other than a fault of the program, and a failure
/// says why in lines that begin as all do.
/// </summary>
public sealed class OddCommandLineTests : IClassFixture<SmallRunFolder>
{
    private const int Count = 400;

    private readonly string folder;

    public OddCommandLineTests(SmallRunFolder trained) => folder = trained.Path;

    [Fact]
    public async Task OddCommandLine_IsNoFaultOfTheProgram()
    {
        Random random = new(20260101);
        string before = Environment.CurrentDirectory;
        File.WriteAllText(Path.Combine(folder, "torn.json"), "{ \"network\": { \"name\": ");
        File.WriteAllText(Path.Combine(folder, "empty"), "");
        File.WriteAllText(Path.Combine(folder, "table.csv"), "a,b,y\n0,1,0\n1,1\n");
        File.WriteAllBytes(Path.Combine(folder, "noise"), [.. Enumerable.Range(0, 3000).Select(_ => (byte)random.Next(256))]);
        Environment.CurrentDirectory = folder;
        try
        {
            for (int i = 0; i < Count; i++)
            {
                string[] arguments = Draw(random);
                (int code, string error) = await RunAsync(arguments);
                string what = $"{string.Join(' ', arguments.Select(a => $"'{a}'"))}: {code}: {error}";
                Assert.True(code is 0 or 1 or 2 or 3 or 4, what);
                Assert.True(code < 2 || (error.StartsWith("edge: ", StringComparison.Ordinal) || arguments.Length == 0), what);
                Assert.True(!error.Contains("   at ", StringComparison.Ordinal), what);
                Assert.True(error.Split('\n').Length <= 8, what);
            }
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static async Task<(int Code, string Error)> RunAsync(string[] arguments)
    {
        using CapturedConsole console = new();
        return (await EdgeProgram.RunAsync(arguments, CancellationToken.None), console.Error);
    }

    private static string[] Draw(Random random)
    {
        string[] commands = ["train", "plane", "report", "freeze", "inspect", "codes", "histogram", "mi", "compare", "presets", "data", "devices", "quickstart", "nothing"];
        string[] options =
        [
            "--data", "--epochs", "--runs", "--seed", "--checkpoints", "--threads", "--rows", "--logits", "--run", "--epoch", "--most", "--json",
            "--baud", "--board", "--npz", "--out", "-o", "--help", "--version", "--", "-x", "--device",
        ];
        string[] values =
        [
            "", " ", "0", "-1", "7", "2147483648", "18446744073709551615", "1e3", "NaN", "\u0001", "a\nb", "..", ".", "run", "run/run.json",
            "run/models", "run/models/run0-epoch000003.edge", "run/journal/run0-host.jsonl", "torn.json", "empty", "noise", "table.csv", "none",
            "none/none", "/dev/null", "log:0", "log:3", "every:-1", "every:2", "all", "test", new string('x', 5000), "szt", "raj-szt", "mnist:",
            "mnist:run", "raj-mnist", "\U0001F600", "@", "@none", "[diagram]", "%s", "NUL", "host", "C:\\x", "*", "$HOME",
        ];
        string command = commands[random.Next(commands.Length)];
        List<string> line = [command];
        for (int i = random.Next(6); i > 0; i--)
        {
            string[] from = random.Next(3) == 0 ? options : values;
            line.Add(from[random.Next(from.Length)]);
        }

        // What could be a right command is kept short.
        if (command is "train" or "quickstart")
        {
            line.AddRange(["--epochs", ((string[])["0", "-3", "1", "x"])[random.Next(4)]]);
        }

        if (command is "train" or "codes")
        {
            line.AddRange(["--device", "host"]);
        }

        return [.. line];
    }
}
