using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Edge.Devices;
using Edge.Experiments.Execution;
using Edge.Inference;
using Edge.Information.Files;
using Edge.Reports;
using Edge.Training;
using Edge.Training.Torch;

namespace Edge.Cli.Tests;

/// <summary>The table of exit codes; a code that only a signal gives, 5, has its tests in <see cref="CtrlCTests"/>.</summary>
public sealed partial class ExitCodeTests : IClassFixture<SmallRunFolder>
{
    private readonly string folder;

    public ExitCodeTests(SmallRunFolder trained) => folder = trained.Path;

    [Fact]
    public void Table_IsThatOfTheProgram()
    {
        string readme = File.ReadAllText(Path.Combine(Repository(), "host", "README.md"));
        string section = readme[readme.IndexOf("## Exit codes", StringComparison.Ordinal)..];
        IEnumerable<int> documented = Row().Matches(section).Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture));
        IEnumerable<int> used = typeof(ExitCode).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (int)field.GetRawConstantValue()!);
        Assert.Equal(used.Order(), documented);
    }

    [Fact]
    public void Fine_WhereNothingDiffers() => Assert.Equal(0, EdgeProcess.Run(folder, "freeze", "run", "--out", "fine.edge").ExitCode);

    [Fact]
    public void Differences_WhereRecordingsDiffer()
    {
        foreach (int epoch in (int[])[0, 3])
        {
            string model = $"run/models/run0-epoch00000{epoch}.edge";
            Assert.Equal(0, EdgeProcess.Run(folder, "codes", model, "--device", "host", "--out", $"{epoch}.edgecodes").ExitCode);
        }

        Assert.Equal(1, EdgeProcess.Run(folder, "compare", "0.edgecodes", "3.edgecodes").ExitCode);
    }

    [Fact]
    public void Usage_WhereTheCommandLineIsWrong() => EdgeProcess.Run(folder, "mi", "").ShouldRefuse(2, "argument 'codes' is empty");

    [Fact]
    public void BadInput_WhereAFileIsMissing() => EdgeProcess.Run(folder, "mi", "none.edgecodes").ShouldRefuse(3, "none.edgecodes");

    [Fact]
    public void BadInput_WhereThereWouldBeTooManyCheckpoints() =>
        EdgeProcess.Run(folder, "train", "raj-szt", "--epochs", "2147483647", "--checkpoints", "all", "--out", "x").ShouldRefuse(3, "at most 100000");

    [Fact]
    public void Device_WhereThereIsNone() =>
        EdgeProcess.Run(folder, "codes", "run/models/run0-epoch000003.edge", "--device", "/dev/none", "--out", "x").ShouldRefuse(4, "/dev/none");

    [Fact]
    public async Task Internal_WhereTheProgramIsAtFault()
    {
        using CapturedConsole console = new();
        int code = await Guard.RunAsync(() => throw new InvalidOperationException("first\nsecond"), CancellationToken.None);
        Assert.Equal(70, code);
        Assert.Equal(
            "edge: a fault of this program, not of yours: InvalidOperationException: first; second; please report it with the command "
            + "(EDGE_DETAIL=1 shows where it happened)" + Environment.NewLine,
            console.Error);
    }

    [Fact]
    public void EveryExceptionOfTheLibraries_HasACodeOfItsOwn()
    {
        Type[] inLibraries =
        [
            typeof(Edge.Core.Models.IntegerModel), typeof(HostInference), typeof(Trainer), typeof(CodesFile), typeof(IDevice), typeof(Experiment),
            typeof(ReportContent), typeof(Edge.Files.AtomicFile), typeof(Edge.Names.NearestName), typeof(TorchEngines), typeof(Guard),
        ];
        Type[] exceptions =
        [
            .. inLibraries.SelectMany(type => type.Assembly.GetTypes())
                .Where(type => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract),
        ];
        Assert.True(exceptions.Length >= 12);
        Assert.All(exceptions, type =>
        {
            // No constructor is common to all; the code depends on the type alone.
            Exception exception = (Exception)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            Assert.True(Guard.CodeFor(exception) != ExitCode.Internal, type.FullName);
        });
    }

    private static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
